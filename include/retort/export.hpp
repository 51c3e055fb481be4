#pragma once

// Marks what a shared build of the library exports; everything else stays hidden.
#if defined(_WIN32)
#define RETORT_API
#else
#define RETORT_API __attribute__((visibility("default")))
#endif
