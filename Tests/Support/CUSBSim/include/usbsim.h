#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A USB printer made of umockdev: enough of usbfs for libusb to find, claim and use it, and enough
 * of an ESC/POS printer behind it to answer. One printer a process; the process must run under
 * `umockdev-wrapper`. Functions may be called from any thread.
 */

/* The printer's place on the bus, as libusb tells it. */
#define USBSIM_PORT_PATH "1-2"

/* Builds the empty bus, once; false when umockdev is not preloaded or refuses. */
bool usbsim_start(void);

/* Plugs a printer in: usblp bound, nothing received yet, paper in. */
void usbsim_plug(bool has_way_back);

/* What a printer's descriptors say. */
enum usbsim_shape {
    USBSIM_BOTH_WAYS,
    USBSIM_ONE_WAY,
    USBSIM_VENDOR_CLASS,   /* a printer in an interface of the maker's own class */
    USBSIM_TWO_ALTERNATES, /* one way in setting 0, both ways in setting 1 */
};
void usbsim_plug_as(enum usbsim_shape shape);

/* Who reads the bytes in the place of the simple printer in here, until told NULL; plugging in does
 * not change it. Called with the bus held: it may call usbsim_answer and nothing else of this. */
typedef void (*usbsim_reader)(const uint8_t *bytes, size_t count);
void usbsim_set_reader(usbsim_reader reader);

/* What the reader says to the host; only from within it. */
void usbsim_answer(const uint8_t *bytes, size_t count);

/* Pulls it out; transfers under way end with "no device". */
void usbsim_unplug(void);

/* Out of paper, the port says so and no more data is taken. */
void usbsim_set_paper_out(bool is_out);

/* Whether it answers GS ( H. */
void usbsim_set_answers_printed(bool answers);

/* Takes so many more bytes and then no more, until told SIZE_MAX. */
void usbsim_hold_after(size_t count);

/* What the host did for the printer since it was plugged in, beside sending. */
struct usbsim_care {
    unsigned cleared_halts, soft_resets, device_resets, empty_packets, set_interfaces, releases;
};
struct usbsim_care usbsim_care(void);

/* Refuses so many OUT transfers with a stalled pipe. */
void usbsim_stall(unsigned count);

/* Whether it knows SOFT_RESET only as version 1.0 of the class sends it. */
void usbsim_set_old_class(bool is_old);

/* Waits until so many bytes have been received, at most the given time; whether they have. */
bool usbsim_wait_received(size_t count, unsigned milliseconds);

/* Bytes received since it was plugged in; copies as many as fit. */
size_t usbsim_received(uint8_t *buffer, size_t capacity);

/* Whether the kernel's own driver holds the interface. */
bool usbsim_is_usblp_bound(void);
