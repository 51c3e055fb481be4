// A target of any text gives a plan that ends where it says, or a UsageError; never anything else.
#include <retort/error.hpp>
#include <retort/graph.hpp>
#include <retort/plan.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

retort::Revision revision(const std::string& id, std::vector<std::string> parents,
                          std::vector<std::string> depends_on = {},
                          std::vector<std::string> labels = {}) {
    retort::Revision made;
    made.id = id;
    made.down_revisions = std::move(parents);
    made.depends_on = std::move(depends_on);
    made.branch_labels = std::move(labels);
    return made;
}

/// Two bases, a branch point, a merge point, dependencies by id and by label.
const retort::Graph& graph() {
    static const retort::Graph made(
        {revision("aaa1", {}, {}, {"main"}), revision("aaa2", {"aaa1"}),
         revision("bbb1", {"aaa2"}, {}, {"left"}), revision("ccc1", {"aaa2"}, {}, {"right"}),
         revision("ddd1", {"bbb1", "ccc1"}), revision("ddd2", {"ddd1"}),
         revision("eee1", {}, {"left"}, {"other"}), revision("eee2", {"eee1"}, {"ddd1"}),
         revision("fff1", {"bbb1"})});
    return made;
}

const std::vector<std::vector<std::string>>& starts() {
    static const std::vector<std::vector<std::string>> made = {
        {}, {"aaa1"}, {"bbb1", "ccc1"}, {"ddd1"}, {"ddd2", "eee2", "fff1"}, {"eee1"}};
    return made;
}

/// The heads after the last step have exactly the revisions that the steps add or take.
void follow(const retort::Plan& plan) {
    const bool up = plan.direction == retort::Direction::upgrade;
    std::size_t applied = retort::applied_set(graph(), plan.heads_before).size();
    for (const auto& step : plan.steps) {
        applied = up ? applied + 1 : applied - 1;
        if (retort::applied_set(graph(), step.heads_after).size() != applied) {
            std::abort();
        }
    }
}

template <class Call>
void attempt(const Call& call) {
    try {
        call();
    } catch (const retort::UsageError& error) {
        if (std::string_view(error.what()).empty()) {
            std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view target(reinterpret_cast<const char*>(data), size);
    for (const auto& current : starts()) {
        attempt([&] { follow(retort::plan_upgrade(graph(), current, target)); });
        attempt([&] { follow(retort::plan_downgrade(graph(), current, target)); });
        attempt([&] { retort::resolve(graph(), current, target); });
        attempt([&] { retort::resolve_range(graph(), current, target); });
        attempt([&] { retort::plan_stamp(graph(), current, {std::string(target)}, false); });
    }
    attempt([&] { retort::split_range(graph(), target); });
    return 0;
}
