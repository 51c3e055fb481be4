#include "script/sha256.hpp"

#include <algorithm>
#include <cstring>

namespace retort::script {
namespace {

using State = std::array<std::uint32_t, 8>;

constexpr State first_state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                               0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

constexpr std::array<std::uint32_t, 64> constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

constexpr std::uint32_t rotated(std::uint32_t x, unsigned by) noexcept {
    return (x >> by) | (x << (32U - by));
}

std::uint32_t big_endian(const std::uint8_t* bytes) noexcept {
    return (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U) |
           (std::uint32_t{bytes[2]} << 8U) | std::uint32_t{bytes[3]};
}

/// One round. The eight words stand still; the callers rotate their names instead.
inline void step(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t& d,
                 std::uint32_t e, std::uint32_t f, std::uint32_t g, std::uint32_t& h,
                 std::uint32_t input) noexcept {
    const std::uint32_t s1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const std::uint32_t t1 = h + s1 + (g ^ (e & (f ^ g))) + input;
    const std::uint32_t s0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    d += t1;
    h = t1 + s0 + ((a & b) | (c & (a | b)));
}

void rounds(State& state, const std::array<std::uint32_t, 64>& w) noexcept {
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < 64; i += 8) {
        step(a, b, c, d, e, f, g, h, constants[i] + w[i]);
        step(h, a, b, c, d, e, f, g, constants[i + 1] + w[i + 1]);
        step(g, h, a, b, c, d, e, f, constants[i + 2] + w[i + 2]);
        step(f, g, h, a, b, c, d, e, constants[i + 3] + w[i + 3]);
        step(e, f, g, h, a, b, c, d, constants[i + 4] + w[i + 4]);
        step(d, e, f, g, h, a, b, c, constants[i + 5] + w[i + 5]);
        step(c, d, e, f, g, h, a, b, constants[i + 6] + w[i + 6]);
        step(b, c, d, e, f, g, h, a, constants[i + 7] + w[i + 7]);
    }
    const State worked = {a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < worked.size(); ++i) {
        state[i] += worked[i];
    }
}

}  // namespace

Sha256::Sha256() noexcept : state_(first_state) {}

void Sha256::add(std::string_view bytes) noexcept {
    const auto* input = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t left = bytes.size();
    const std::size_t held = length_ % buffer_.size();
    length_ += left;
    if (held > 0) {
        const std::size_t taken = std::min(left, buffer_.size() - held);
        std::memcpy(buffer_.data() + held, input, taken);
        if (held + taken < buffer_.size()) {
            return;
        }
        block(buffer_.data());
        input += taken;
        left -= taken;
    }
    for (; left >= buffer_.size(); left -= buffer_.size(), input += buffer_.size()) {
        block(input);
    }
    if (left > 0) {
        std::memcpy(buffer_.data(), input, left);
    }
}

Digest Sha256::finish() noexcept {
    const std::uint64_t bits = length_ * 8;
    static constexpr char padding[64] = {'\x80'};
    const std::size_t held = length_ % buffer_.size();
    add({padding, held < 56 ? 56 - held : 120 - held});
    std::array<char, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) {
        length[i] = static_cast<char>((bits >> (56 - 8 * i)) & 0xFFU);
    }
    add({length.data(), length.size()});
    Digest digest{};
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest[i] = static_cast<std::uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
    }
    return digest;
}

void Sha256::block(const std::uint8_t* bytes) noexcept {
    std::array<std::uint32_t, 64> w;  // NOLINT: filled below
    for (std::size_t i = 0; i < 16; ++i) {
        w[i] = big_endian(bytes + 4 * i);
    }
    for (std::size_t i = 16; i < 64; ++i) {
        const std::uint32_t s0 = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ (w[i - 15] >> 3U);
        const std::uint32_t s1 = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ (w[i - 2] >> 10U);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    rounds(state_, w);
}

std::string hex(const Digest& digest) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * digest.size());
    for (const std::uint8_t byte : digest) {
        text += digits[byte >> 4U];
        text += digits[byte & 0x0FU];
    }
    return text;
}

}  // namespace retort::script
