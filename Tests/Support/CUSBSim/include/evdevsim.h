// A USB button box without hardware: an evdev node under umockdev, whose events a test writes.
//
// Works only in a process started by `umockdev-wrapper`. One box at a time.
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Whether the process runs under `umockdev-wrapper`; without it nothing here works.
bool evdevsim_available(void);

/// The process' one UMockdevTestbed, made at the first call: a second one would turn every path of
/// the first away.
void *evdevsim_shared_testbed(void);

/// Plugs the box in at /dev/input/event<number>, with the name that the kernel would report and
/// keys `first_key` … `last_key`. 0, or -1 with a line on stderr.
int evdevsim_plug(int number, const char *name, int first_key, int last_key);

/// Sends one event as the kernel would, at the given microseconds of the monotonic clock.
void evdevsim_event(uint16_t type, uint16_t code, int32_t value, int64_t microseconds);

/// Sets whether a key is down in the state that EVIOCGKEY tells.
void evdevsim_hold(uint16_t code, bool down);

/// Whether somebody has grabbed the box now.
bool evdevsim_is_grabbed(void);

/// How often EVIOCGRAB was asked for.
int evdevsim_grab_count(void);

/// Lets EVIOCGRAB fail with EBUSY, as when another program holds the box.
void evdevsim_refuse_grab(bool refuse);

/// Pulls the plug: readers get ENODEV and the node is gone.
void evdevsim_unplug(void);
