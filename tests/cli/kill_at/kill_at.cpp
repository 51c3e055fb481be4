// Preloaded into a program: kills it just before a call that changes the names of files below a
// folder, or writes one through to the disk. RETORT_KILL_AT is the number of the call,
// RETORT_KILL_BELOW the folder.
#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

void step(const char* path) {
    static const char* const at = std::getenv("RETORT_KILL_AT");
    static const char* const below = std::getenv("RETORT_KILL_BELOW");
    static long calls = 0;
    if (at != nullptr && below != nullptr && std::strncmp(path, below, std::strlen(below)) == 0 &&
        ++calls == std::strtol(at, nullptr, 10)) {
        raise(SIGKILL);
    }
}

void step(int file) {
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    char path[4096];
    const ssize_t length = readlink(link, path, sizeof path - 1);
    if (length > 0) {
        path[length] = '\0';
        step(path);
    }
}

template <typename Function>
Function* next(Function*, const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

int rename(const char* from, const char* to) noexcept {
    step(to);
    return next(rename, "rename")(from, to);
}

int link(const char* from, const char* to) noexcept {
    step(to);
    return next(link, "link")(from, to);
}

int unlink(const char* path) noexcept {
    step(path);
    return next(unlink, "unlink")(path);
}

int fsync(int file) {
    step(file);
    return next(fsync, "fsync")(file);
}

int fdatasync(int file) {
    step(file);
    return next(fdatasync, "fdatasync")(file);
}

int mkdir(const char* path, mode_t mode) noexcept {
    step(path);
    return next(mkdir, "mkdir")(path, mode);
}
}
