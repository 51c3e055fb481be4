#pragma once

#include <soci/soci.h>

#include <cstddef>
#include <functional>
#include <memory>

namespace retort_test {

/// What becomes of the operations that change files: writing, syncing, truncating and deleting.
struct Faults {
    enum class What {
        nothing,
        fails,        ///< the operation `at` is refused with an I/O error
        fails_after,  ///< it takes effect, and reports an I/O error all the same
        disk_full,    ///< from `at` on there is no space for any write
        kill,         ///< the process dies before it
    };

    What what = What::nothing;
    std::size_t at = 0;     ///< from 1
    std::size_t count = 0;  ///< so far
    bool happened = false;
};

/// Of every session opened within with_faulty_files(). Start anew with `faults() = {...}`.
Faults& faults();

/// What `open` opens works on files that faults() can spoil.
std::unique_ptr<soci::session> with_faulty_files(
    const std::function<std::unique_ptr<soci::session>()>& open);

}  // namespace retort_test
