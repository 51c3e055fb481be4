#if defined(__SANITIZE_ADDRESS__)
#define RETORT_WITH_ASAN
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RETORT_WITH_ASAN
#endif
#endif

#ifdef RETORT_WITH_ASAN
// Thousands of forks: what the sanitizer keeps of freed memory would be copied each time.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
    return "quarantine_size_mb=2:malloc_context_size=4:max_malloc_fill_size=0";
}
#endif

#include "stride.hpp"

#include <cstdlib>

namespace retort_test {

std::size_t stride([[maybe_unused]] std::size_t plain, [[maybe_unused]] std::size_t sanitized) {
    if (const char* asked = std::getenv("RETORT_CRASH_STRIDE")) {
        return std::strtoul(asked, nullptr, 10);
    }
#ifdef RETORT_WITH_ASAN
    return sanitized;
#else
    return plain;
#endif
}

}  // namespace retort_test
