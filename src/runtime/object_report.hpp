#pragma once

#include "dialect/database.hpp"
#include "runtime/lifted.hpp"
#include "runtime/object_status.hpp"
#include "runtime/state_store.hpp"

#include <string>
#include <vector>

namespace retort::runtime {

/// What there is to say of the objects of one database; changes nothing but what refresh() fills.
class ObjectReport {
public:
    /// @param files null: none
    /// @param handed_over what the next run takes over from whoever made it
    ObjectReport(dialect::Database& database, StateStore& store,
                 const Objects::Data::OfDialect* files, std::vector<Lifted> handed_over);

    std::vector<ObjectStatus> statuses() const;
    std::vector<ObjectDifference> differences() const;
    /// What an automatic run would do with the objects alone.
    std::vector<ObjectStep> steps() const;
    /// See Migrator::refresh_objects().
    std::vector<std::string> refresh(const std::vector<std::string>& names);

private:
    ObjectStatus status_of(const ObjectView& view) const;

    dialect::Database& database_;
    const Objects::Data::OfDialect* files_;
    std::vector<Lifted> handed_over_;
    std::vector<ObjectView> views_;
};

std::vector<ObjectStep> planned_objects(const ObjectReport& report, bool unknown_recorded);
/// `view gene_scores is missing: ...`
std::string object_problem(const ObjectStatus& status);

}  // namespace retort::runtime
