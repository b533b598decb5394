# loaded_library(name module MACRO): the interface library <name> with the headers of a library that is not linked, but loaded
# when it is first used; the macro is its SONAME, the file that dlopen finds.
function(loaded_library name module macro)
	pkg_check_modules(module_${name} REQUIRED ${module})
	string(REGEX REPLACE "^lib" "" file_name ${module})
	find_library(${name}_file ${file_name} HINTS ${module_${name}_LIBRARY_DIRS} REQUIRED)
	file(REAL_PATH ${${name}_file} real)
	execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${real} OUTPUT_VARIABLE headers ERROR_QUIET)
	if(headers MATCHES "SONAME +([^ \n]+)")
		set(soname ${CMAKE_MATCH_1})
	else()
		cmake_path(GET real FILENAME soname)
	endif()

	add_library(${name} INTERFACE)
	target_include_directories(${name} SYSTEM INTERFACE ${module_${name}_INCLUDE_DIRS})
	target_compile_definitions(${name} INTERFACE ${macro}="${soname}")
endfunction()
