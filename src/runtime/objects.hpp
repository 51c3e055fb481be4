#pragma once

#include "script/object.hpp"

#include <retort/objects.hpp>

#include <array>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

namespace retort {

struct Objects::Data {
    /// An object that a dialect is to have.
    struct Wanted {
        const script::Object* object = nullptr;
        script::ObjectId id;
        std::string checksum;
        std::vector<std::size_t> uses;  ///< objects of `wanted`
    };
    struct OfDialect {
        std::vector<Wanted> wanted;  ///< behind what they use
        std::string digest;

        const Wanted* find(const script::ObjectId& id) const noexcept;
    };

    std::vector<script::Object> objects;

    /// Computed at the first call for a dialect; thread-safe.
    /// @throws ScriptError for two files of one object, and for a cycle
    const OfDialect& of(Dialect dialect) const;

private:
    static constexpr std::size_t dialects = 3;
    mutable std::array<std::once_flag, dialects> computed_;
    mutable std::array<OfDialect, dialects> of_;
};

namespace runtime {

/// A digest over objects: equal for what files say and for what the database has made of them.
class ObjectDigest {
public:
    void add(ObjectKind kind, const std::string& name, const std::string& checksum);
    std::string text() const;

private:
    std::vector<std::string> members_;
};

}  // namespace runtime
}  // namespace retort
