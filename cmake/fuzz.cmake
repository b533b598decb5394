# tests/fuzz/fuzz_*.c: a program each, with the whole of shikii. `./dev fuzz` runs them.
file(GLOB sources CONFIGURE_DEPENDS tests/fuzz/fuzz_*.c)
foreach(source IN LISTS sources)
	cmake_path(GET source STEM name)
	add_executable(${name} ${source})
	target_include_directories(${name} PRIVATE tests)
	target_link_libraries(${name} PRIVATE shikii_cli)
	target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endforeach()
