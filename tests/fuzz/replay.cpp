// Runs a fuzz target over the files of a folder, for compilers that have no fuzzer.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    std::size_t replayed = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream stream(entry.path(), std::ios::binary);
            const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
            const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
            std::cerr << entry.path() << '\n';
            LLVMFuzzerTestOneInput(input.data(), input.size());
            ++replayed;
        }
    }
    return replayed > 0 ? 0 : 1;
}
