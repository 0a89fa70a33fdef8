#include "usbsim.h"

#include "evdevsim.h"

#include <errno.h>
#include <glib.h>
#include <linux/usbdevice_fs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <umockdev.h>

#define NODE "/dev/bus/usb/001/004"
#define SYSFS "/sys/devices/usb1/1-2"

/* How many of the last bytes are looked at for a question: GS ( H with its four digits. */
#define RECENT 11

static const char device_id[] = "\0\x3aMFG:EPSON;CMD:ESC/POS;MDL:TM-T82III;CLS:PRINTER;DES:E;";

static struct {
    GMutex lock;
    GCond grown;
    UMockdevTestbed *bed;
    UMockdevIoctlBase *handler;
    GQueue flying;   /* URBs that wait for the printer: UMockdevIoctlData */
    GQueue finished; /* URBs that wait to be reaped */
    GByteArray *received;
    GByteArray *answers;
    uint8_t recent[RECENT];
    size_t budget; /* bytes it still takes */
    bool is_plugged, is_usblp_bound, is_paper_out, answers_printed;
    bool is_old_class; /* knows SOFT_RESET as version 1.0 of the class has it */
    usbsim_reader reader; /* NULL: the simple printer in here */
    unsigned stalls; /* OUT transfers that are still refused */
    struct usbsim_care care;
} sim;

static struct usbdevfs_urb *urb_of(UMockdevIoctlData *data) { return (void *)data->data; }

static UMockdevIoctlData *buffer_of(UMockdevIoctlData *data) {
    return umockdev_ioctl_data_resolve(data, G_STRUCT_OFFSET(struct usbdevfs_urb, buffer),
                                       (size_t)urb_of(data)->buffer_length, NULL);
}

static void finish(UMockdevIoctlData *data, int status) {
    urb_of(data)->status = status;
    g_queue_push_tail(&sim.finished, data);
}

static void answer(const uint8_t *bytes, guint count) {
    g_byte_array_append(sim.answers, bytes, count);
}

/* Looks whether the byte completes a question, and answers it. */
static void digest(uint8_t byte) {
    static const uint8_t printed[] = {0x1D, 0x28, 0x48, 6, 0, 0x30, 0x30};
    memmove(sim.recent, sim.recent + 1, RECENT - 1);
    sim.recent[RECENT - 1] = byte;
    if (sim.recent[RECENT - 3] == 0x10 && sim.recent[RECENT - 2] == 0x04 && byte <= 4) {
        const uint8_t clean = 0x12;
        answer(&clean, 1);
    }
    if (sim.answers_printed && memcmp(sim.recent, printed, sizeof printed) == 0) {
        const uint8_t *id = sim.recent + sizeof printed;
        const uint8_t block[] = {0x37, 0x22, id[0], id[1], id[2], id[3], 0};
        answer(block, sizeof block);
    }
}

/* The printer takes what it can of an OUT transfer; whether that was all of it. */
static bool take(UMockdevIoctlData *data) {
    struct usbdevfs_urb *urb = urb_of(data);
    if (sim.is_paper_out) return false;
    if (urb->buffer_length == 0) return true;
    size_t missing = (size_t)(urb->buffer_length - urb->actual_length);
    size_t count = MIN(missing, sim.budget);
    g_autoptr(UMockdevIoctlData) buffer = buffer_of(data);
    const uint8_t *bytes = buffer->data + urb->actual_length;
    g_byte_array_append(sim.received, bytes, (guint)count);
    if (sim.reader) sim.reader(bytes, count);
    else for (size_t i = 0; i < count; i++) digest(bytes[i]);
    urb->actual_length += (int)count;
    if (sim.budget != SIZE_MAX) sim.budget -= count;
    g_cond_broadcast(&sim.grown);
    return count == missing;
}

/* Hands over what the printer has to say; whether it had anything. */
static bool give(UMockdevIoctlData *data) {
    struct usbdevfs_urb *urb = urb_of(data);
    if (sim.answers->len == 0) return false;
    guint count = MIN(sim.answers->len, (guint)urb->buffer_length);
    g_autoptr(UMockdevIoctlData) buffer = buffer_of(data);
    memcpy(buffer->data, sim.answers->data, count);
    g_byte_array_remove_range(sim.answers, 0, count);
    urb->actual_length = (int)count;
    return true;
}

/* Moves every transfer on as far as it goes. */
static void pump(void) {
    for (GList *link = sim.flying.head, *next; link; link = next) {
        next = link->next;
        UMockdevIoctlData *data = link->data;
        bool is_in = urb_of(data)->endpoint & 0x80;
        if (is_in ? give(data) : take(data)) {
            g_queue_delete_link(&sim.flying, link);
            finish(data, 0);
        }
    }
}

static void control(UMockdevIoctlData *data) {
    struct usbdevfs_urb *urb = urb_of(data);
    g_autoptr(UMockdevIoctlData) buffer = buffer_of(data);
    uint8_t *setup = buffer->data, *answer = setup + 8;
    int room = urb->buffer_length - 8;
    if (setup[1] == 2 && setup[0] == (sim.is_old_class ? 0x23 : 0x21)) {
        sim.care.soft_resets++;
        finish(data, 0);
    } else if (setup[0] == 0xA1 && setup[1] == 0) {
        urb->actual_length = MIN((int)sizeof device_id - 1, room);
        memcpy(answer, device_id, (size_t)urb->actual_length);
        finish(data, 0);
    } else if (setup[0] == 0xA1 && setup[1] == 1 && room > 0) {
        answer[0] = sim.is_paper_out ? 0x38 : 0x18;
        urb->actual_length = 1;
        finish(data, 0);
    } else {
        finish(data, -EPIPE);
    }
}

static int submit(UMockdevIoctlData *argument) {
    UMockdevIoctlData *data =
        umockdev_ioctl_data_resolve(argument, 0, sizeof(struct usbdevfs_urb), NULL);
    urb_of(data)->actual_length = 0;
    if (urb_of(data)->type == USBDEVFS_URB_TYPE_CONTROL) {
        control(data);
    } else if (sim.stalls > 0 && !(urb_of(data)->endpoint & 0x80)) {
        sim.stalls--;
        finish(data, -EPIPE);
    } else {
        if (urb_of(data)->buffer_length == 0) sim.care.empty_packets++;
        g_queue_push_tail(&sim.flying, data);
        pump();
    }
    return 0;
}

static int reap(UMockdevIoctlData *argument) {
    if (sim.is_plugged) pump();
    g_autoptr(UMockdevIoctlData) data = g_queue_pop_head(&sim.finished);
    if (!data) return sim.is_plugged ? EAGAIN : ENODEV;
    g_autoptr(UMockdevIoctlData) place =
        umockdev_ioctl_data_resolve(argument, 0, sizeof(gpointer), NULL);
    umockdev_ioctl_data_set_ptr(place, 0, data);
    return 0;
}

/* A transfer given up by the host still says how far it got. */
static int discard(UMockdevIoctlData *argument) {
    gulong address = *(gulong *)argument->data;
    for (GList *link = sim.flying.head; link; link = link->next) {
        UMockdevIoctlData *data = link->data;
        if (data->client_addr != address) continue;
        g_queue_delete_link(&sim.flying, link);
        finish(data, -ENOENT);
        return 0;
    }
    return EINVAL;
}

static int driver_request(UMockdevIoctlData *argument) {
    g_autoptr(UMockdevIoctlData) data =
        umockdev_ioctl_data_resolve(argument, 0, sizeof(struct usbdevfs_ioctl), NULL);
    int code = ((struct usbdevfs_ioctl *)(void *)data->data)->ioctl_code;
    if (code == (int)USBDEVFS_DISCONNECT) sim.is_usblp_bound = false;
    if (code == (int)USBDEVFS_CONNECT) sim.is_usblp_bound = true;
    return 0;
}

static int get_driver(UMockdevIoctlData *argument) {
    if (!sim.is_usblp_bound) return ENODATA;
    g_autoptr(UMockdevIoctlData) data =
        umockdev_ioctl_data_resolve(argument, 0, sizeof(struct usbdevfs_getdriver), NULL);
    strcpy(((struct usbdevfs_getdriver *)(void *)data->data)->driver, "usblp");
    return 0;
}

static int get_capabilities(UMockdevIoctlData *argument) {
    g_autoptr(UMockdevIoctlData) data =
        umockdev_ioctl_data_resolve(argument, 0, sizeof(guint32), NULL);
    *(guint32 *)(void *)data->data = USBDEVFS_CAP_BULK_CONTINUATION |
                                     USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
                                     USBDEVFS_CAP_REAP_AFTER_DISCONNECT;
    return 0;
}

/* One ioctl; an errno, 0 for success, or -1 for one that is not known. */
static int serve(gulong request, UMockdevIoctlData *argument) {
    if (request == USBDEVFS_REAPURB || request == USBDEVFS_REAPURBNDELAY) return reap(argument);
    if (!sim.is_plugged) return ENODEV;
    switch (request) {
    case USBDEVFS_GET_CAPABILITIES: return get_capabilities(argument);
    case USBDEVFS_GETDRIVER: return get_driver(argument);
    case USBDEVFS_IOCTL: return driver_request(argument);
    case USBDEVFS_CLAIMINTERFACE: return sim.is_usblp_bound ? EBUSY : 0;
    case USBDEVFS_CLEAR_HALT: return sim.care.cleared_halts++, 0;
    case USBDEVFS_RESET: return sim.care.device_resets++, 0;
    case USBDEVFS_RELEASEINTERFACE: return sim.care.releases++, 0;
    case USBDEVFS_SETINTERFACE: return sim.care.set_interfaces++, 0;
    case USBDEVFS_SUBMITURB: return submit(argument);
    case USBDEVFS_DISCARDURB: return discard(argument);
    default: return -1;
    }
}

static gboolean on_ioctl(UMockdevIoctlBase *handler, UMockdevIoctlClient *client, gpointer data) {
    (void)handler, (void)data;
    g_mutex_lock(&sim.lock);
    int code = serve(umockdev_ioctl_client_get_request(client),
                     umockdev_ioctl_client_get_arg(client));
    g_mutex_unlock(&sim.lock);
    if (code < 0) return FALSE;
    umockdev_ioctl_client_complete(client, code == 0 ? 0 : -1, code);
    return TRUE;
}

bool usbsim_start(void) {
    if (sim.bed) return true;
    const char *preload = g_getenv("LD_PRELOAD");
    if (!preload || !strstr(preload, "umockdev")) return false;
    sim.received = g_byte_array_new();
    sim.answers = g_byte_array_new();
    sim.bed = evdevsim_shared_testbed();
    sim.handler = umockdev_ioctl_base_new();
    g_object_connect(sim.handler, "signal-after::handle-ioctl", on_ioctl, NULL, NULL);
    /* Before any device is added: a node without a handler cannot be given one any more. */
    return umockdev_testbed_attach_ioctl(sim.bed, NODE, sim.handler, NULL);
}

void usbsim_set_reader(usbsim_reader reader) {
    g_mutex_lock(&sim.lock);
    sim.reader = reader;
    g_mutex_unlock(&sim.lock);
}

void usbsim_answer(const uint8_t *bytes, size_t count) { answer(bytes, (guint)count); }

void usbsim_plug(bool has_way_back) {
    usbsim_plug_as(has_way_back ? USBSIM_BOTH_WAYS : USBSIM_ONE_WAY);
}

void usbsim_plug_as(enum usbsim_shape shape) {
    static const char head[] = "P: /devices/usb1/1-2\nN: bus/usb/001/004\nE: SUBSYSTEM=usb\n"
                               "E: DRIVER=usb\nE: BUSNUM=001\nE: DEVNUM=004\n"
                               "E: DEVNAME=" NODE "\nE: DEVTYPE=usb_device\n"
                               "A: bConfigurationValue=1\\n\nA: busnum=1\\n\nA: devnum=4\\n\n"
                               "A: speed=12\\n\nH: descriptors="
                               "1201000200000040B804280E000101020301";
    static const char *const shapes[] = {
        [USBSIM_BOTH_WAYS] = "09022000010100C001"
                             "090400000207010200"
                             "07058102400000"
                             "07050202400000\n",
        [USBSIM_ONE_WAY] = "09021900010100C001"
                           "090400000107010100"
                           "07050202400000\n",
        [USBSIM_VENDOR_CLASS] = "09022000010100C001"
                                "0904000002FF000000"
                                "07058102400000"
                                "07050202400000\n",
        [USBSIM_TWO_ALTERNATES] = "09023000010100C001"
                                  "090400000107010100"
                                  "07050202400000"
                                  "090400010207010200"
                                  "07058102400000"
                                  "07050202400000\n",
    };
    g_mutex_lock(&sim.lock);
    g_queue_clear_full(&sim.flying, g_object_unref);
    g_queue_clear_full(&sim.finished, g_object_unref);
    g_byte_array_set_size(sim.received, 0);
    g_byte_array_set_size(sim.answers, 0);
    memset(sim.recent, 0, sizeof sim.recent);
    sim.budget = SIZE_MAX;
    sim.is_plugged = sim.is_usblp_bound = true;
    sim.is_paper_out = false;
    sim.answers_printed = true;
    sim.is_old_class = false;
    sim.stalls = 0;
    sim.care = (struct usbsim_care){0};
    g_mutex_unlock(&sim.lock);
    g_autofree char *device = g_strconcat(head, shapes[shape], NULL);
    umockdev_testbed_add_from_string(sim.bed, device, NULL);
    /* The first event came before the descriptors were there. */
    umockdev_testbed_uevent(sim.bed, SYSFS, "add");
}

void usbsim_unplug(void) {
    g_mutex_lock(&sim.lock);
    bool was_plugged = sim.is_plugged;
    sim.is_plugged = false;
    /* As the kernel does: what was under way comes back and says that the device is gone. */
    for (UMockdevIoctlData *data; (data = g_queue_pop_head(&sim.flying));) finish(data, -ESHUTDOWN);
    g_mutex_unlock(&sim.lock);
    if (!was_plugged) return;
    umockdev_testbed_uevent(sim.bed, SYSFS, "remove");
    umockdev_testbed_remove_device(sim.bed, SYSFS);
}

void usbsim_set_paper_out(bool is_out) {
    g_mutex_lock(&sim.lock);
    sim.is_paper_out = is_out;
    g_mutex_unlock(&sim.lock);
}

void usbsim_set_answers_printed(bool answers) {
    g_mutex_lock(&sim.lock);
    sim.answers_printed = answers;
    g_mutex_unlock(&sim.lock);
}

void usbsim_hold_after(size_t count) {
    g_mutex_lock(&sim.lock);
    sim.budget = count;
    g_mutex_unlock(&sim.lock);
}

void usbsim_stall(unsigned count) {
    g_mutex_lock(&sim.lock);
    sim.stalls = count;
    g_mutex_unlock(&sim.lock);
}

void usbsim_set_old_class(bool is_old) {
    g_mutex_lock(&sim.lock);
    sim.is_old_class = is_old;
    g_mutex_unlock(&sim.lock);
}

struct usbsim_care usbsim_care(void) {
    g_mutex_lock(&sim.lock);
    struct usbsim_care care = sim.care;
    g_mutex_unlock(&sim.lock);
    return care;
}

bool usbsim_wait_received(size_t count, unsigned milliseconds) {
    gint64 end = g_get_monotonic_time() + (gint64)milliseconds * 1000;
    g_mutex_lock(&sim.lock);
    bool is_there = true;
    while (is_there && sim.received->len < count)
        is_there = g_cond_wait_until(&sim.grown, &sim.lock, end);
    g_mutex_unlock(&sim.lock);
    return is_there;
}

size_t usbsim_received(uint8_t *buffer, size_t capacity) {
    g_mutex_lock(&sim.lock);
    size_t count = sim.received->len;
    if (capacity > 0) memcpy(buffer, sim.received->data, MIN(count, capacity));
    g_mutex_unlock(&sim.lock);
    return count;
}

bool usbsim_is_usblp_bound(void) {
    g_mutex_lock(&sim.lock);
    bool is_bound = sim.is_usblp_bound;
    g_mutex_unlock(&sim.lock);
    return is_bound;
}
