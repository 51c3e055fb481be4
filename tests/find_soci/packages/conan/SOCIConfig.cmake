# As Conan writes it for its default, static build: interface targets behind generator expressions,
# and no shared names.
if(NOT TARGET SOCI::soci_core_static)
    find_path(stand_in_include soci/soci.h NO_CACHE REQUIRED)
    foreach(name core sqlite3)
        find_library(stand_in_${name} libsoci_${name}.a NO_CACHE REQUIRED)
        add_library(SOCI::soci_${name}_static INTERFACE IMPORTED)
    endforeach()
    set_target_properties(SOCI::soci_core_static PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES "$<1:${stand_in_include}>"
        INTERFACE_LINK_LIBRARIES "$<1:${stand_in_core}>;dl")
    find_package(SQLite3 REQUIRED)
    set_target_properties(SOCI::soci_sqlite3_static PROPERTIES
        INTERFACE_LINK_LIBRARIES "$<1:${stand_in_sqlite3}>;SOCI::soci_core_static;SQLite::SQLite3")
endif()
