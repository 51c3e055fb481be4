#pragma once

#include "dialect/snapshot.hpp"
#include "graph/squash_range.hpp"
#include "runtime/objects.hpp"
#include "runtime/revisions.hpp"
#include "script/object.hpp"

#include <string>
#include <vector>

namespace retort::workflow {

/// What becomes an object file.
struct LiftedObject {
    script::ObjectId id;
    std::string revision;                 ///< whose script it is from
    std::vector<std::string> statements;  ///< that make it, with all that hangs on it

    /// As `retort:object` names it.
    std::string name() const;
    /// `view high`
    std::string label() const;
};

/// Chooses what leaves a range for object files: the views, materialized ones too, that nothing
/// which stays needs. A name counts as needed wherever it is a word of the text.
class Lifting {
public:
    /// @param objects those that there are: none of them is lifted
    /// @param asked names of other objects to lift
    Lifting(const Revisions::Data& revisions, const graph::SquashRange& range,
            const Objects& objects, const std::vector<std::string>& asked)
        : revisions_(revisions), range_(range), objects_(objects), asked_(asked) {}

    /// Takes them out of the snapshot.
    std::vector<LiftedObject> take_from(dialect::Snapshot& snapshot, Dialect dialect) const;

private:
    const Revisions::Data& revisions_;
    const graph::SquashRange& range_;
    const Objects& objects_;
    const std::vector<std::string>& asked_;
};

}  // namespace retort::workflow
