# cpack -G DEB: the Debian package. What Debian wants otherwise than `cmake --install` has it is done by package_debian.cmake.
# Who makes a package is its maintainer: DEBFULLNAME and DEBEMAIL, as Debian's tools have it.
set(maintainer "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
if(maintainer STREQUAL " <>")
	set(maintainer "The Shikii authors <shikii@localhost.localdomain>")
endif()
set(SHIKII_MAINTAINER "${maintainer}" CACHE STRING "Maintainer of the package")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME shikii)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "compiler for Japan's My Number privacy impact assessments")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER ${SHIKII_MAINTAINER})
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS poppler-utils)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS git)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Shikii keeps the facts about a process that uses individual numbers as YAML,
checks them against the official forms, the threshold and the law in force,
and writes the official sheets as workbooks, pages and Markdown.")
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/package_debian.cmake)

# Libraries that are loaded when they are needed are not seen by dpkg-shlibdeps: their packages are asked for by their files.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "")
foreach(library IN ITEMS xlsxwriter minizip expat git2)
	get_target_property(definitions ${library} INTERFACE_COMPILE_DEFINITIONS)
	string(REGEX REPLACE ".*\"(.*)\".*" "\\1" soname "${definitions}")
	execute_process(COMMAND dpkg-query -S "*/${soname}" OUTPUT_VARIABLE owner ERROR_QUIET)
	if(owner MATCHES "^([a-z0-9.+-]+)")
		list(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ${CMAKE_MATCH_1})
	endif()
endforeach()
list(JOIN CPACK_DEBIAN_PACKAGE_DEPENDS ", " CPACK_DEBIAN_PACKAGE_DEPENDS)

file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/debian-changelog @ONLY CONTENT
"shikii (@PROJECT_VERSION@) stable; urgency=medium

  * See /usr/share/doc/shikii/CHANGELOG.md.gz.

 -- @SHIKII_MAINTAINER@  Sun, 29 Nov 2026 00:00:00 +0000
")
set(CPACK_SHIKII_CHANGELOG ${PROJECT_BINARY_DIR}/debian-changelog)
include(CPack)
