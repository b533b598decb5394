# layer(name [USES layer…] [LIBRARIES module…]): the static library of src/<name>/, all of it but main.c and main_….c.
# The order of the calls is kept in the global property SHIKII_LAYERS; as name=itself|all that it may include, in
# SHIKII_LAYERS_USED (tests/layers.cmake).
function(layer name)
	cmake_parse_arguments(PARSE_ARGV 1 layer "" "" "USES;LIBRARIES")
	file(GLOB sources CONFIGURE_DEPENDS src/${name}/*.c)
	file(GLOB headers CONFIGURE_DEPENDS src/${name}/*.h)
	list(FILTER sources EXCLUDE REGEX "/main(_[a-z]+)?\\.c$")

	set(used ${name})
	foreach(other IN LISTS layer_USES)
		get_property(others GLOBAL PROPERTY SHIKII_LAYER_${other})
		list(APPEND used ${others})
	endforeach()
	list(REMOVE_DUPLICATES used)
	set_property(GLOBAL PROPERTY SHIKII_LAYER_${name} ${used})
	list(JOIN used "|" used)
	set_property(GLOBAL APPEND PROPERTY SHIKII_LAYERS_USED "${name}=${used}")
	set_property(GLOBAL APPEND PROPERTY SHIKII_LAYERS ${name})

	list(TRANSFORM layer_USES PREPEND shikii_)
	list(TRANSFORM layer_LIBRARIES PREPEND PkgConfig::)
	add_library(shikii_${name} STATIC ${sources})
	target_sources(shikii_${name} PUBLIC FILE_SET HEADERS BASE_DIRS src FILES ${headers})
	target_link_libraries(shikii_${name} PUBLIC ${layer_USES} PRIVATE ${layer_LIBRARIES})
endfunction()
