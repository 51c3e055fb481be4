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
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/retort-config.cmake.in retort-config.cmake
    INSTALL_DESTINATION ${retort_package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/retort-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/retort-config.cmake
    ${PROJECT_BINARY_DIR}/retort-config-version.cmake ${CMAKE_CURRENT_LIST_DIR}/FindSOCI.cmake
    DESTINATION ${retort_package_dir})

retort_link_flags(retort_public_libs SOCI::Core)
retort_link_flags(retort_private_libs
    SOCI::SQLite3 SOCI::Core SQLite::SQLite3 Boost::filesystem fmt::fmt)
retort_include_flags(retort_public_includes SOCI::Core)
# Relative, so that an installed tree can be moved.
file(RELATIVE_PATH retort_pc_prefix
    ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
file(RELATIVE_PATH retort_pc_libdir ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_LIBDIR})
file(RELATIVE_PATH retort_pc_includedir ${CMAKE_INSTALL_PREFIX} ${CMAKE_INSTALL_FULL_INCLUDEDIR})
configure_file(${CMAKE_CURRENT_LIST_DIR}/retort.pc.in ${PROJECT_BINARY_DIR}/retort.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/retort.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
