#pragma once

#include <string>

namespace retort::dialect::mysql {

/// What information_schema says of an object, nothing of which changes by its use.
struct CatalogEntry {
    static constexpr const char* absent = "absent";
    static constexpr const char* in_steps = " in steps";  ///< behind the digest: not atomic

    std::string digest = absent;
    bool atomic = true;  ///< its storage engine changes definitions as a whole or not at all

    bool exists() const { return digest != absent; }
    friend bool operator==(const CatalogEntry& a, const CatalogEntry& b) {
        return a.digest == b.digest;
    }
};

}  // namespace retort::dialect::mysql
