#pragma once

#include "script/sha256.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace retort::runtime {

/// A digest of a set of revisions and their checksums that one step changes in constant time and
/// that knows no order: the sum, modulo 2^256, of the SHA-256 of its members (Clarke et al.,
/// "Incremental Multiset Hash Functions", 2003, MSet-Add-Hash; here against mistakes, not attacks).
class AppliedDigest {
public:
    static script::Digest member(std::string_view id, std::string_view checksum) noexcept;

    void add(const script::Digest& member) noexcept;
    void remove(const script::Digest& member) noexcept;

    /// `add-sha256:` and 64 hexadecimal digits
    std::string text() const;

private:
    std::array<std::uint32_t, 8> words_{};  ///< least significant first
};

}  // namespace retort::runtime
