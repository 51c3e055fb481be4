#include "script/new_names.hpp"

#include "errors/graph.hpp"
#include "errors/script.hpp"

#include <algorithm>

namespace retort::script {

void check_new_names(const NewScript& script) {
    std::vector<std::string> names = script.branch_labels;
    if (!script.id.empty()) {
        names.push_back(script.id);
    }
    for (const std::string& name : names) {
        const std::string wrong = errors::name_fault(name);
        if (!wrong.empty()) {
            throw errors::new_name_invalid(name, wrong);
        }
    }
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end()) {
        throw errors::new_name_twice(*twice);
    }
}

}  // namespace retort::script
