# Installs the library, its headers, its CMake package (with the find module that it needs) and
# its pkg-config file.
include(CMakePackageConfigHelpers)
include(pkg_config)

set(retort_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/retort)
set(retort_installed retort)
if(RETORT_BUILD_CLI)
    list(APPEND retort_installed retort_cli retort_program)
endif()

install(TARGETS ${retort_installed} EXPORT retort-targets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/retort DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT retort-targets NAMESPACE retort:: DESTINATION ${retort_package_dir})

get_target_property(retort_type retort TYPE)
set(retort_components SQLite3 ${retort_backends})
list(JOIN retort_components " " retort_components)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/retort-config.cmake.in retort-config.cmake
    INSTALL_DESTINATION ${retort_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/retort-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/retort-config.cmake
    ${PROJECT_BINARY_DIR}/retort-config-version.cmake ${CMAKE_CURRENT_LIST_DIR}/FindSOCI.cmake
    DESTINATION ${retort_package_dir})

retort_link_flags(retort_public_libs SOCI::Core)
set(retort_private_targets SOCI::SQLite3)
set(retort_drivers SQLite::SQLite3)
foreach(backend IN LISTS retort_backends)
    list(APPEND retort_private_targets SOCI::${backend})
    get_target_property(retort_links SOCI::${backend} INTERFACE_LINK_LIBRARIES)
    string(REGEX REPLACE "\\$<LINK_ONLY:([^>]+)>" "\\1" retort_links "${retort_links}")
    foreach(link IN LISTS retort_links)
        if(TARGET ${link} AND NOT link STREQUAL "SOCI::Core")
            list(APPEND retort_drivers ${link})
        endif()
    endforeach()
endforeach()
retort_link_flags(retort_private_libs
    ${retort_private_targets} SOCI::Core ${retort_drivers} Boost::filesystem fmt::fmt)
retort_include_flags(retort_public_includes SOCI::Core)
# Relative, so that an installed tree can be moved.
file(RELATIVE_PATH retort_pc_prefix
    ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
file(RELATIVE_PATH retort_pc_libdir ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH retort_pc_includedir ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
configure_file(${CMAKE_CURRENT_LIST_DIR}/retort.pc.in ${PROJECT_BINARY_DIR}/retort.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/retort.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
