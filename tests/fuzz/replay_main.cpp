// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every file of the folders named on the command line through a fuzz target. Which input it was stands
// on stderr before each run is over, so that a crash names it.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int main(int argc, char **argv)
{
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i) {
        std::error_code failed;
        for (const auto &entry : std::filesystem::recursive_directory_iterator(argv[i], failed)) {
            if (!entry.is_regular_file())
                continue;
            std::ifstream file(entry.path(), std::ios::binary);
            // A copy of exactly the size, so that a sanitizer sees a read beyond it.
            const std::vector<char> text{std::istreambuf_iterator<char>(file), {}};
            const std::vector<std::uint8_t> input(text.begin(), text.end());
            std::fprintf(stderr, "%s\n", entry.path().filename().c_str());
            LLVMFuzzerTestOneInput(input.data(), input.size());
            ++count;
        }
    }
    if (count == 0) {
        std::fprintf(stderr, "There is no input in the corpus.\n");
        return 1;
    }
    std::printf("%zu inputs replayed\n", count);
    return 0;
}
