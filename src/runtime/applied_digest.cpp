#include "runtime/applied_digest.hpp"

namespace retort::runtime {
namespace {

std::uint32_t word(const script::Digest& digest, std::size_t index) noexcept {
    const std::size_t at = index * 4;
    return static_cast<std::uint32_t>(digest[at]) |
           static_cast<std::uint32_t>(digest[at + 1]) << 8U |
           static_cast<std::uint32_t>(digest[at + 2]) << 16U |
           static_cast<std::uint32_t>(digest[at + 3]) << 24U;
}

}  // namespace

script::Digest AppliedDigest::member(std::string_view id, std::string_view checksum) noexcept {
    script::Sha256 sha;
    sha.add(id);
    sha.add(std::string_view("\0", 1));
    sha.add(checksum);
    return sha.finish();
}

void AppliedDigest::add(const script::Digest& member) noexcept {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        carry += std::uint64_t{words_[i]} + word(member, i);
        words_[i] = static_cast<std::uint32_t>(carry);
        carry >>= 32U;
    }
}

void AppliedDigest::remove(const script::Digest& member) noexcept {
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::uint64_t taken = std::uint64_t{word(member, i)} + borrow;
        borrow = words_[i] < taken ? 1 : 0;
        words_[i] = static_cast<std::uint32_t>(words_[i] - taken);
    }
}

std::string AppliedDigest::text() const {
    script::Digest bytes{};
    for (std::size_t i = 0; i < words_.size(); ++i) {
        for (std::size_t byte = 0; byte < 4; ++byte) {
            bytes[i * 4 + byte] = static_cast<std::uint8_t>(words_[i] >> (8 * byte));
        }
    }
    return "add-sha256:" + script::hex(bytes);
}

}  // namespace retort::runtime
