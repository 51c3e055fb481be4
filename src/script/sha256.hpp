#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace retort::script {

using Digest = std::array<std::uint8_t, 32>;

/// FIPS 180-4.
class Sha256 {
public:
    Sha256() noexcept;
    void add(std::string_view bytes) noexcept;
    Digest finish() noexcept;  ///< once

private:
    void block(const std::uint8_t* bytes) noexcept;

    std::array<std::uint32_t, 8> state_;
    std::array<std::uint8_t, 64> buffer_{};
    std::uint64_t length_ = 0;
};

std::string hex(const Digest& digest);

}  // namespace retort::script
