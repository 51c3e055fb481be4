# Finds SOCI however it was installed and defines the target names of SOCI 4.1:
# SOCI::Core and SOCI::<component>.
find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_library(SOCI_Core_LIBRARY NAMES soci_core)
add_library(SOCI::Core UNKNOWN IMPORTED)
set_target_properties(SOCI::Core PROPERTIES
    IMPORTED_LOCATION ${SOCI_Core_LIBRARY} INTERFACE_INCLUDE_DIRECTORIES ${SOCI_INCLUDE_DIR})
foreach(component IN LISTS SOCI_FIND_COMPONENTS)
    string(TOLOWER ${component} lower)
    find_library(SOCI_${component}_LIBRARY NAMES soci_${lower})
    add_library(SOCI::${component} UNKNOWN IMPORTED)
    set_target_properties(SOCI::${component} PROPERTIES
        IMPORTED_LOCATION ${SOCI_${component}_LIBRARY} INTERFACE_LINK_LIBRARIES SOCI::Core)
    set(SOCI_${component}_FOUND TRUE)
endforeach()
set(SOCI_FOUND TRUE)
