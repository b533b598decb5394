# xlsxwriter: the headers of libxlsxwriter and the name under which it is loaded, when a workbook is written
# (src/render/xlsx_library.c). It is not linked.
pkg_check_modules(libxlsxwriter REQUIRED xlsxwriter)
find_library(xlsxwriter_file xlsxwriter HINTS ${libxlsxwriter_LIBRARY_DIRS} REQUIRED)
file(REAL_PATH ${xlsxwriter_file} xlsxwriter_real)
cmake_path(GET xlsxwriter_real FILENAME xlsxwriter_name)
string(REGEX REPLACE "(\\.so\\.[0-9]+).*" "\\1" xlsxwriter_name ${xlsxwriter_name})

add_library(xlsxwriter INTERFACE)
target_include_directories(xlsxwriter SYSTEM INTERFACE ${libxlsxwriter_INCLUDE_DIRS})
target_compile_definitions(xlsxwriter INTERFACE SHIKII_XLSXWRITER="${xlsxwriter_name}")
target_link_libraries(xlsxwriter INTERFACE ${CMAKE_DL_LIBS})
