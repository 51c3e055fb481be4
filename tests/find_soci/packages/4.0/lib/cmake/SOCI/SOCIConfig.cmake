# As SOCI 4.0 installs it: components are not looked at, a shared and a static target each, and
# the backends' targets carry neither include folders nor the core.
find_path(stand_in_include soci/soci.h NO_CACHE REQUIRED)
foreach(name core sqlite3)
    if(NOT TARGET SOCI::soci_${name})
        find_library(stand_in_${name} soci_${name} NO_CACHE REQUIRED)
        add_library(SOCI::soci_${name} SHARED IMPORTED)
        set_target_properties(SOCI::soci_${name} PROPERTIES
            IMPORTED_LOCATION_RELEASE ${stand_in_${name}} IMPORTED_CONFIGURATIONS RELEASE)
        find_library(stand_in_${name}_static libsoci_${name}.a NO_CACHE REQUIRED)
        add_library(SOCI::soci_${name}_static STATIC IMPORTED)
        set_target_properties(SOCI::soci_${name}_static PROPERTIES
            IMPORTED_LOCATION_RELEASE ${stand_in_${name}_static} IMPORTED_CONFIGURATIONS RELEASE)
    endif()
endforeach()
set_target_properties(SOCI::soci_core SOCI::soci_core_static PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES ${stand_in_include})
set_target_properties(SOCI::soci_core_static PROPERTIES INTERFACE_LINK_LIBRARIES dl)
