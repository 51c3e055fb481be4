# Compiler options of Retort's own builds. A project that only uses Retort gets none of them.
if(RETORT_DEVELOPER)
    add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
        -Wnon-virtual-dtor -Wold-style-cast -Werror)
endif()
# Two types of one name go unnoticed until somebody looks at all sources at once.
if(RETORT_DEVELOPER AND CMAKE_INTERPROCEDURAL_OPTIMIZATION)
    add_link_options(-Werror=odr -Werror=lto-type-mismatch)
endif()
if(RETORT_SANITIZE)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all
        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(RETORT_BUILD_FUZZERS)
    if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        message(FATAL_ERROR "RETORT_BUILD_FUZZERS needs clang++, and the compiler is "
            "${CMAKE_CXX_COMPILER}. Configure with -DCMAKE_CXX_COMPILER=clang++.")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
