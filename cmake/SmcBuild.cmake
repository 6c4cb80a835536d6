# SPDX-License-Identifier: GPL-3.0-or-later
# How everything here is compiled, in one place.
#
#   smc_library(NAME [LINKS …])     a static library of the *.cpp in this folder; its link lines say
#                                   whom it may include
#   smc_program(NAME [LINKS …])     an executable of the *.cpp in this folder, in build/PRESET/bin; installed into
#                                   bin, or into [DESTINATION FOLDER]
#   … PLAIN                         of either: the standard library alone, no Qt
#
# Every target takes its flags from smc_options (warnings, strict Qt) and nowhere else; a plain one from
# smc_plain_options, which is a part of it.

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network)
find_package(Threads REQUIRED)
if(SMC_BUILD_CLIENT)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()

add_library(smc_plain_options INTERFACE)
target_include_directories(smc_plain_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(smc_plain_options INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough -Wundef -fno-omit-frame-pointer
  -Wno-missing-field-initializers) # designated initialisers leave out what keeps its default
target_compile_definitions(smc_plain_options INTERFACE SMC_VERSION="${PROJECT_VERSION}")
target_link_libraries(smc_plain_options INTERFACE Threads::Threads)

add_library(smc_options INTERFACE)
target_compile_definitions(smc_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
  QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER
  QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_link_libraries(smc_options INTERFACE smc_plain_options Qt6::Core)

if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo" AND NOT SMC_SANITIZE)
  # Line tables are enough for a backtrace and halve the link time.
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
  if(NOT WIN32)
    target_compile_options(smc_plain_options INTERFACE -fstack-protector-strong -D_FORTIFY_SOURCE=2)
    target_link_options(smc_plain_options INTERFACE -Wl,-z,relro,-z,now)
  endif()
else()
  set(CMAKE_CXX_FLAGS_DEBUG "-Og -g1")
endif()
if(SMC_SANITIZE)
  add_compile_options(-fsanitize=${SMC_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SMC_SANITIZE})
  if(SMC_SANITIZE MATCHES "thread")
    # GCC's tsan does not model atomic_thread_fence; Asio uses one in its scheduler.
    target_compile_options(smc_options INTERFACE -Wno-tsan)
    # Before Qt's library in every program, so that its functions are taken instead of Qt's.
    add_library(smc_tsan STATIC ${CMAKE_SOURCE_DIR}/tests/tsan_thread_pool.cpp)
    target_link_libraries(smc_tsan PUBLIC Qt6::Core ${CMAKE_DL_LIBS})
    target_link_libraries(smc_options INTERFACE smc_tsan)
  endif()
endif()
if(SMC_COVERAGE)
  add_compile_options(--coverage -O0 -fprofile-update=atomic) # threads count the same line
  add_link_options(--coverage)
endif()
if(SMC_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined)
  add_link_options(-fsanitize=address,undefined)
endif()
if(SMC_TIDY)
  # A finding in one library keeps nobody from the others (-k 0).
  set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF)
  # Nothing is generated or linked.
  set(CMAKE_CXX_COMPILE_OBJECT
    "${CMAKE_SOURCE_DIR}/cmake/tidy.sh <SOURCE> <OBJECT> <CMAKE_CXX_COMPILER> <DEFINES> <INCLUDES> <FLAGS>")
  set(CMAKE_CXX_CREATE_STATIC_LIBRARY "${CMAKE_COMMAND} -E touch <TARGET>")
  set(CMAKE_CXX_LINK_EXECUTABLE "${CMAKE_COMMAND} -E touch <TARGET>")
endif()

find_program(SMC_CCACHE ccache)
if(SMC_CCACHE AND NOT SMC_TIDY)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${SMC_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${SMC_CCACHE})
endif()
find_program(SMC_MOLD mold)
if(SMC_MOLD AND NOT WIN32)
  add_link_options(-fuse-ld=mold)
endif()

function(_smc_common target plain)
  if(plain)
    target_link_libraries(${target} PUBLIC smc_plain_options ${ARGN})
    set_target_properties(${target} PROPERTIES AUTOMOC OFF)
  else()
    target_link_libraries(${target} PUBLIC smc_options ${ARGN})
  endif()
  if(SMC_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 6)
    # GCC takes a source that a unity file includes for a header, and so its anonymous namespaces for shared.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

function(smc_library name)
  cmake_parse_arguments(arg "PLAIN" "" "LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  add_library(${name} STATIC ${sources})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  _smc_common(${name} ${arg_PLAIN} ${arg_LINKS})
endfunction()

function(smc_program name)
  cmake_parse_arguments(arg "PLAIN" "DESTINATION" "LINKS" ${ARGN})
  if(NOT arg_DESTINATION)
    set(arg_DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  add_executable(${name} ${sources})
  _smc_common(${name} ${arg_PLAIN} ${arg_LINKS})
  install(TARGETS ${name} RUNTIME DESTINATION ${arg_DESTINATION})
endfunction()

# smc_translations(TARGET): the client's catalogues (translations/*.ts) as :/i18n/*.qm in the program.
function(smc_translations target)
  find_package(Qt6 6.4 REQUIRED COMPONENTS LinguistTools)
  file(GLOB catalogues CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/translations/*.ts)
  set_source_files_properties(${catalogues} PROPERTIES OUTPUT_LOCATION ${CMAKE_BINARY_DIR}/translations)
  qt_add_translation(compiled ${catalogues} OPTIONS -silent)
  qt_add_resources(${target} i18n PREFIX /i18n BASE ${CMAKE_BINARY_DIR}/translations FILES ${compiled})
endfunction()
