#include "graph/pool.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace retort::graph {
namespace {

using Faults = std::vector<errors::GraphFault>;
using Ids = std::set<std::string, std::less<>>;

void add_baselines(Pool& pool) {
    for (Index place = 0; place < pool.revisions.size(); ++place) {
        const Revision& revision = pool.revisions[place];
        if (revision.replaces.empty()) {
            continue;
        }
        Baseline baseline;
        baseline.place = place;
        baseline.stands_for = revision.replaces.back().id;
        baseline.unsquashed = revision.unsquashed;
        pool.baselines.emplace(revision.id, std::move(baseline));
    }
}

/// Adds what the baselines among the replaced ones stand for, until there are no more.
void close(const Pool& pool, Baseline& baseline) {
    std::vector<std::string> open;
    for (const Replaced& replaced : pool.revisions[baseline.place].replaces) {
        open.push_back(replaced.id);
    }
    while (!open.empty()) {
        const std::string id = std::move(open.back());
        open.pop_back();
        if (!baseline.replaced.insert(id).second) {
            continue;
        }
        if (const Baseline* nested = pool.baseline(id)) {
            for (const Replaced& replaced : pool.revisions[nested->place].replaces) {
                open.push_back(replaced.id);
            }
        }
    }
}

void find_members(const Pool& pool, Baseline& baseline) {
    Ids nested;
    for (const std::string& id : baseline.replaced) {
        const Baseline* inner = pool.baseline(id);
        if (inner != nullptr && !inner->unsquashed) {
            nested.insert(inner->replaced.begin(), inner->replaced.end());
        }
    }
    std::set_difference(baseline.replaced.begin(), baseline.replaced.end(), nested.begin(),
                        nested.end(), std::inserter(baseline.members, baseline.members.end()));
}

void find_tops(Pool& pool, const Ids& replaced, Faults& faults) {
    for (Index place = 0; place < pool.revisions.size(); ++place) {
        const Revision& revision = pool.revisions[place];
        const bool archived = !replaced.empty() && replaced.count(revision.id) > 0;
        if (!archived) {
            pool.tops.push_back(place);
        }
        if (pool.baselines.empty()) {
            continue;
        }
        const auto [found, added] = pool.places.emplace(revision.id, place);
        if (!added && archived) {
            faults.push_back(errors::duplicate_id(revision, pool.revisions[found->second]));
        }
    }
}

/// Of the baselines that nobody stands for, no two may stand for one revision.
void check_claims(const Pool& pool, Faults& faults) {
    std::map<std::string_view, const Revision*> claims;
    for (const Index place : pool.tops) {
        const Revision& revision = pool.revisions[place];
        const Baseline* baseline = revision.replaces.empty() ? nullptr : pool.baseline(revision.id);
        if (baseline == nullptr || baseline->unsquashed) {
            continue;
        }
        for (const std::string& id : baseline->replaced) {
            const auto [found, added] = claims.emplace(id, &revision);
            if (!added && found->second != &revision) {
                faults.push_back(errors::replaced_twice(revision, id, *found->second));
            }
        }
    }
}

void check_checksums(const Pool& pool, const Baseline& baseline, Faults& faults) {
    const Revision& revision = pool.revisions[baseline.place];
    for (const Replaced& replaced : revision.replaces) {
        const auto found = pool.places.find(replaced.id);
        if (found == pool.places.end() || !pool.is_script(found->second)) {
            continue;
        }
        const Revision& script = pool.revisions[found->second];
        if (!script.checksum.empty() && !replaced.checksum.empty() &&
            script.checksum != replaced.checksum) {
            faults.push_back(errors::replaced_changed(script, revision));
        }
    }
}

}  // namespace

const Baseline* Pool::baseline(std::string_view id) const {
    const auto found = baselines.find(id);
    return found == baselines.end() ? nullptr : &found->second;
}

std::vector<std::string> Pool::missing(const Baseline& baseline) const {
    std::vector<std::string> ids;
    for (const std::string& id : baseline.members) {
        if (!knows(id)) {
            ids.push_back(id);
        }
    }
    return ids;
}

std::shared_ptr<const Pool> flat_pool(std::vector<Revision> revisions, std::vector<bool> archived) {
    auto pool = std::make_shared<Pool>();
    pool->archived = std::move(archived);
    pool->revisions = std::move(revisions);
    pool->scripts = pool->revisions.size();
    pool->tops.resize(pool->scripts);
    std::iota(pool->tops.begin(), pool->tops.end(), Index{0});
    return pool;
}

std::shared_ptr<const Pool> read_pool(std::vector<Revision> revisions, std::size_t scripts,
                                      Faults& faults) {
    auto pool = std::make_shared<Pool>();
    pool->revisions = std::move(revisions);
    pool->scripts = scripts;
    add_baselines(*pool);
    Ids replaced;
    for (auto& [id, baseline] : pool->baselines) {
        close(*pool, baseline);
        if (baseline.replaced.count(id) > 0) {
            faults.push_back(errors::replaces_itself(pool->revisions[baseline.place]));
            baseline.replaced.erase(id);
        } else if (!baseline.unsquashed) {
            replaced.insert(baseline.replaced.begin(), baseline.replaced.end());
        }
    }
    for (auto& entry : pool->baselines) {
        find_members(*pool, entry.second);
    }
    find_tops(*pool, replaced, faults);
    check_claims(*pool, faults);
    for (const auto& entry : pool->baselines) {
        if (pool->is_script(entry.second.place) && !entry.second.unsquashed) {
            check_checksums(*pool, entry.second, faults);
        }
    }
    return pool;
}

}  // namespace retort::graph
