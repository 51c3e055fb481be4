#pragma once

#include <retort/revision.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace retort_benchmark {

using Shape = std::function<std::vector<retort::Revision>(std::size_t)>;

inline std::string id_of(std::size_t number) {
    return fmt::format("{:012x}", (number + 1) * 0x9E37'79B9'7F4AULL & 0xFFFF'FFFF'FFFFULL);
}

inline retort::Revision revision(std::size_t number, std::vector<std::string> parents) {
    retort::Revision revision;
    revision.id = id_of(number);
    revision.down_revisions = std::move(parents);
    revision.message = fmt::format("change number {}", number);
    return revision;
}

inline std::vector<retort::Revision> linear(std::size_t count) {
    std::vector<retort::Revision> all;
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back(revision(
            i, i == 0 ? std::vector<std::string>{} : std::vector<std::string>{id_of(i - 1)}));
    }
    return all;
}

/// Each of its diamonds doubles the number of ways from head to base.
inline std::vector<retort::Revision> diamonds(std::size_t count) {
    std::vector<retort::Revision> all{revision(0, {})};
    while (all.size() < count) {
        const std::size_t top = all.size();
        all.push_back(revision(top, {id_of(top - 1)}));
        all.push_back(revision(top + 1, {id_of(top - 1)}));
        all.push_back(revision(top + 2, {id_of(top), id_of(top + 1)}));
    }
    all.resize(count);
    return all;
}

/// Up to eight lines of descent that branch off, depend on each other and merge.
inline std::vector<retort::Revision> branches(std::size_t count) {
    std::mt19937 random(20'240'229);
    const auto below = [&](std::size_t limit) { return random() % limit; };
    std::vector<std::size_t> tips{0};
    std::vector<retort::Revision> all{revision(0, {})};
    while (all.size() < count) {
        const std::size_t number = all.size();
        const std::size_t chance = below(10);
        const std::size_t chosen = below(tips.size());
        if (chance == 0 && tips.size() < 8) {
            all.push_back(revision(number, {id_of(tips[chosen])}));
            tips.push_back(number);
            continue;
        }
        std::vector<std::string> parents{id_of(tips[chosen])};
        const std::size_t other = (chosen + 1) % tips.size();
        if (chance == 1 && other != chosen) {
            parents.push_back(id_of(tips[other]));
        }
        all.push_back(revision(number, parents));
        if (chance == 2 && other != chosen) {
            all.back().depends_on.push_back(id_of(tips[other]));
        }
        tips[chosen] = number;
        if (parents.size() == 2) {
            tips.erase(tips.begin() + static_cast<std::ptrdiff_t>(other));
        }
    }
    return all;
}

}  // namespace retort_benchmark
