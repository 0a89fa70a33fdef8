#include "evdevsim.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <umockdev.h>
#include <unistd.h>

#define BITS(count) (((count) + 7) / 8)

static struct {
    UMockdevTestbed *testbed;
    UMockdevIoctlBase *handler;
    char node[64];
    char real_path[512];
    char name[128];
    int writer;
    bool attached;
    int first_key, last_key;
    pthread_mutex_t lock;
    uint8_t held[BITS(KEY_CNT)];
} sim = {.writer = -1, .lock = PTHREAD_MUTEX_INITIALIZER};

static atomic_bool grabbed, refusing, unplugged;
static atomic_int grabs;

void *evdevsim_shared_testbed(void) {
    static gsize made = 0;
    static UMockdevTestbed *testbed;
    if (g_once_init_enter(&made)) {
        testbed = umockdev_testbed_new();
        g_once_init_leave(&made, 1);
    }
    return testbed;
}

bool evdevsim_available(void) {
    const char *preload = getenv("LD_PRELOAD");
    return preload != NULL && strstr(preload, "umockdev") != NULL;
}

static void set_bit(uint8_t *bits, int bit) { bits[bit / 8] |= (uint8_t)(1 << (bit % 8)); }

// What the kernel copies to the caller for EVIOCGBIT(type).
static int capability(int type, uint8_t *bits, size_t size) {
    memset(bits, 0, size);
    if (type == 0) {
        set_bit(bits, EV_SYN);
        set_bit(bits, EV_KEY);
        set_bit(bits, EV_REP);
    } else if (type == EV_KEY) {
        for (int key = sim.first_key; key <= sim.last_key; key++) {
            if ((size_t)key / 8 < size) set_bit(bits, key);
        }
    }
    return (int)size;
}

static int copy_text(uint8_t *to, size_t size, const char *text) {
    size_t length = strlen(text) + 1;
    if (length > size) length = size;
    memcpy(to, text, length);
    return (int)length;
}

// Answers one request of libevdev; its result, or a negative errno.
static int answer(unsigned number, uint8_t *data, size_t size) {
    if (number >= 0x20 && number < 0x40) return capability((int)number - 0x20, data, size);
    switch (number) {
    case 0x01: {  // EVIOCGVERSION
        int version = EV_VERSION;
        memcpy(data, &version, sizeof version);
        return 0;
    }
    case 0x02: {  // EVIOCGID
        struct input_id id = {.bustype = BUS_USB, .vendor = 0x1209, .product = 0x0b0b};
        memcpy(data, &id, sizeof id);
        return 0;
    }
    case 0x03: {  // EVIOCGREP
        memset(data, 0, size);
        return 0;
    }
    case 0x06: return copy_text(data, size, sim.name);  // EVIOCGNAME
    case 0x07: return copy_text(data, size, "usb-sim-1/input0");  // EVIOCGPHYS
    case 0x08: return -ENOENT;  // EVIOCGUNIQ
    case 0x09:  // EVIOCGPROP
    case 0x19:  // EVIOCGLED
    case 0x1a:  // EVIOCGSND
    case 0x1b:  // EVIOCGSW
        memset(data, 0, size);
        return (int)size;
    case 0x18: {  // EVIOCGKEY
        size_t length = size < sizeof sim.held ? size : sizeof sim.held;
        memset(data, 0, size);
        pthread_mutex_lock(&sim.lock);
        memcpy(data, sim.held, length);
        pthread_mutex_unlock(&sim.lock);
        return (int)length;
    }
    case 0xa0: return 0;  // EVIOCSCLOCKID
    default: return -EINVAL;
    }
}

static int grab(bool wanted) {
    if (wanted) {
        if (refusing) return -EBUSY;
        grabs++;
    }
    grabbed = wanted;
    return 0;
}

static gboolean on_ioctl(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer unused) {
    (void)base;
    (void)unused;
    unsigned long request = (unsigned long)umockdev_ioctl_client_get_request(client);
    if (_IOC_TYPE(request) != 'E') return FALSE;
    UMockdevIoctlData *argument = umockdev_ioctl_client_get_arg(client);
    int result;
    if (unplugged) {
        result = -ENODEV;
    } else if (request == EVIOCGRAB) {
        void *pointer;
        memcpy(&pointer, argument->data, sizeof pointer);
        result = grab(pointer != NULL);
    } else {
        size_t size = _IOC_SIZE(request);
        g_autoptr(UMockdevIoctlData) data =
            umockdev_ioctl_data_resolve(argument, 0, size, NULL);
        result = data == NULL ? -EFAULT : answer(_IOC_NR(request), data->data, size);
    }
    umockdev_ioctl_client_complete(client, result < 0 ? -1 : result, result < 0 ? -result : 0);
    return TRUE;
}

// Reads come from the FIFO until the plug is pulled; then the kernel says ENODEV.
static gboolean on_read(UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer unused) {
    (void)base;
    (void)unused;
    if (!unplugged) return FALSE;
    umockdev_ioctl_client_complete(client, -1, ENODEV);
    return TRUE;
}

int evdevsim_plug(int number, const char *name, int first_key, int last_key) {
    GError *error = NULL;
    sim.testbed = evdevsim_shared_testbed();
    snprintf(sim.node, sizeof sim.node, "/dev/input/event%d", number);
    snprintf(sim.name, sizeof sim.name, "%s", name);
    sim.first_key = first_key;
    sim.last_key = last_key;
    memset(sim.held, 0, sizeof sim.held);
    grabbed = refusing = unplugged = false;
    grabs = 0;
    if (sim.handler == NULL) {
        sim.handler = umockdev_ioctl_base_new();
        g_object_connect(sim.handler, "signal-after::handle-ioctl", on_ioctl, NULL,
                         "signal-after::handle-read", on_read, NULL, NULL);
    }
    // Not when it was unplugged: a reader that still holds the old node asks it once more.
    if (sim.attached) umockdev_testbed_detach_ioctl(sim.testbed, sim.node, NULL);
    sim.attached = true;
    if (!umockdev_testbed_attach_ioctl(sim.testbed, sim.node, sim.handler, &error)) {
        fprintf(stderr, "evdevsim: %s\n", error->message);
        g_clear_error(&error);
        return -1;
    }
    // No device of the testbed's own: its nodes are pseudo-terminals and cannot come back. A FIFO
    // waits like a device and needs no more than its place.
    snprintf(sim.real_path, sizeof sim.real_path, "%s/dev/input", getenv("UMOCKDEV_DIR"));
    g_mkdir_with_parents(sim.real_path, 0700);
    snprintf(sim.real_path, sizeof sim.real_path, "%s%s", getenv("UMOCKDEV_DIR"), sim.node);
    unlink(sim.real_path);
    if (mkfifo(sim.real_path, 0600) != 0) {
        perror("evdevsim: mkfifo");
        return -1;
    }
    // Read and write, so that opening waits for nobody.
    sim.writer = open(sim.real_path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    return sim.writer < 0 ? -1 : 0;
}

void evdevsim_event(uint16_t type, uint16_t code, int32_t value, int64_t microseconds) {
    struct input_event event = {.type = type, .code = code, .value = value};
    event.input_event_sec = microseconds / 1000000;
    event.input_event_usec = microseconds % 1000000;
    while (write(sim.writer, &event, sizeof event) != sizeof event) {
        // Full: whoever reads is slower than a scanner that types.
        struct pollfd room = {.fd = sim.writer, .events = POLLOUT};
        if (errno == EAGAIN && poll(&room, 1, 10000) > 0) continue;
        perror("evdevsim: write");
        return;
    }
}

void evdevsim_hold(uint16_t code, bool down) {
    pthread_mutex_lock(&sim.lock);
    if (down) set_bit(sim.held, code);
    else sim.held[code / 8] &= (uint8_t)~(1 << (code % 8));
    pthread_mutex_unlock(&sim.lock);
}

bool evdevsim_is_grabbed(void) { return grabbed; }
int evdevsim_grab_count(void) { return grabs; }
void evdevsim_refuse_grab(bool refuse) { refusing = refuse; }

void evdevsim_unplug(void) {
    unplugged = true;
    grabbed = false;
    unlink(sim.real_path);
    // Closing the last writer wakes who waits in poll.
    close(sim.writer);
    sim.writer = -1;
}
