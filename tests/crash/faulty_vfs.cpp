#include "faulty_vfs.hpp"

#include <sqlite3.h>

#include <csignal>
#include <cstring>
#include <new>

namespace retort_test {
namespace {

using What = Faults::What;

struct File {
    sqlite3_file base;
    sqlite3_file* real;  ///< behind this struct
};

sqlite3_vfs& original() {
    static sqlite3_vfs& vfs = *sqlite3_vfs_find(nullptr);
    return vfs;
}

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<File*>(file)->real;
}

/// Runs `operation`, unless it is to be spoiled with `code`.
template <class Operation>
int spoiled(int code, Operation operation) {
    Faults& state = faults();
    ++state.count;
    const bool now = state.count == state.at;
    const bool since = state.count >= state.at;
    if (state.what == What::disk_full && since && code == SQLITE_IOERR_WRITE) {
        state.happened = true;
        return SQLITE_FULL;
    }
    if (!now || state.what == What::nothing || state.what == What::disk_full) {
        return operation();
    }
    state.happened = true;
    if (state.what == What::kill) {
        raise(SIGKILL);
    }
    if (state.what == What::fails_after) {
        operation();
    }
    return code;
}

int close_file(sqlite3_file* file) {
    return real(file)->pMethods->xClose(real(file));
}

int read_file(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), buffer, amount, offset);
}

int write_file(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset) {
    return spoiled(SQLITE_IOERR_WRITE, [&] {
        return real(file)->pMethods->xWrite(real(file), buffer, amount, offset);
    });
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    return spoiled(SQLITE_IOERR_TRUNCATE,
                   [&] { return real(file)->pMethods->xTruncate(real(file), size); });
}

int sync_file(sqlite3_file* file, int flags) {
    return spoiled(SQLITE_IOERR_FSYNC,
                   [&] { return real(file)->pMethods->xSync(real(file), flags); });
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

int lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
}

int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

int check_reserved(sqlite3_file* file, int* result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

int control(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) {
    return real(file)->pMethods->xSectorSize(real(file));
}

int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, memory);
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void shm_barrier(sqlite3_file* file) {
    real(file)->pMethods->xShmBarrier(real(file));
}

int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods methods = {
    2,        close_file,  read_file,      write_file, truncate_file, sync_file,       file_size,
    lock,     unlock,      check_reserved, control,    sector_size,   characteristics, shm_map,
    shm_lock, shm_barrier, shm_unmap,      nullptr,    nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* wrapped = reinterpret_cast<File*>(file);
    wrapped->real = reinterpret_cast<sqlite3_file*>(wrapped + 1);
    const int code = original().xOpen(&original(), name, wrapped->real, flags, out);
    file->pMethods = wrapped->real->pMethods == nullptr ? nullptr : &methods;
    return code;
}

int delete_file(sqlite3_vfs*, const char* name, int sync) {
    return spoiled(SQLITE_IOERR_DELETE,
                   [&] { return original().xDelete(&original(), name, sync); });
}

sqlite3_vfs& faulty() {
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs copy = original();
        copy.pNext = nullptr;
        copy.zName = "faulty";
        copy.szOsFile += static_cast<int>(sizeof(File));
        copy.xOpen = open_file;
        copy.xDelete = delete_file;
        return copy;
    }();
    return vfs;
}

}  // namespace

Faults& faults() {
    static Faults state;
    return state;
}

std::unique_ptr<soci::session> with_faulty_files(
    const std::function<std::unique_ptr<soci::session>()>& open) {
    sqlite3_vfs& back = original();
    sqlite3_vfs_register(&faulty(), 1);
    auto session = open();
    sqlite3_vfs_register(&back, 1);
    return session;
}

}  // namespace retort_test
