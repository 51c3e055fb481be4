#include "dialect/mysql/fingerprint.hpp"

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

bool exists(const CatalogEntry& entry) {
    return entry.exists();
}

Verdict verdict_of_making(const CatalogEntry& before, const CatalogEntry& now, bool replaces) {
    if (!now.exists()) {
        return Verdict::not_done;  // what was to be replaced may be gone already
    }
    if (!(before == now)) {
        return Verdict::done;
    }
    // Making what is there already changes nothing, but a table would lose its rows again.
    return replaces ? Verdict::unknown : Verdict::not_done;
}

Verdict verdict_of_altering(const CatalogEntries& before, const CatalogEntries& now) {
    const bool atomic = std::all_of(before.begin(), before.end(),
                                    [](const CatalogEntry& entry) { return entry.atomic; });
    if (!atomic) {
        return Verdict::unknown;
    }
    if (before == now) {
        return Verdict::not_done;
    }
    return now.back().exists() ? Verdict::done : Verdict::unknown;
}

/// Objects are dropped one after the other.
Verdict verdict_of_dropping(const CatalogChange& change, const CatalogEntries& before,
                            const CatalogEntries& now) {
    if (std::none_of(now.begin(), now.end(), exists)) {
        return std::any_of(before.begin(), before.end(), exists) ? Verdict::done
                                                                 : Verdict::not_done;
    }
    const bool in_pieces = change.names.front().kind == CatalogKind::database;
    return before == now && !in_pieces ? Verdict::not_done : Verdict::unknown;
}

Verdict verdict_of_renaming(const CatalogEntries& before, const CatalogEntries& now) {
    if (before.size() != 2) {
        return Verdict::unknown;  // tables that change places may look alike
    }
    if (before == now) {
        return Verdict::not_done;
    }
    return before[0].exists() && !now[0].exists() && now[1].exists() ? Verdict::done
                                                                     : Verdict::unknown;
}

}  // namespace

CatalogEntries entries_of(const std::string& text) {
    CatalogEntries entries;
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         end = text.find('\n', begin)) {
        CatalogEntry entry;
        entry.digest = text.substr(begin, end - begin);
        const std::size_t mark = entry.digest.find(' ');
        entry.atomic = mark == std::string::npos;
        entry.digest.resize(std::min(mark, entry.digest.size()));
        entries.push_back(std::move(entry));
        begin = end + 1;
    }
    return entries;
}

bool can_judge(const CatalogChange& change) {
    switch (change.action) {
        case CatalogChange::Action::make:
            return true;
        case CatalogChange::Action::alter:
        case CatalogChange::Action::drop:
            return change.names.size() == 1 && change.names.front().kind != CatalogKind::database;
        case CatalogChange::Action::rename:
            return change.names.size() == 2;
        case CatalogChange::Action::replace_table:
        case CatalogChange::Action::whole:
        case CatalogChange::Action::unknown:
            break;
    }
    return false;
}

Verdict verdict(const CatalogChange& change, const CatalogEntries& before,
                const CatalogEntries& now) {
    if (before.empty() || before.size() != now.size()) {
        return Verdict::unknown;
    }
    switch (change.action) {
        case CatalogChange::Action::make:
            return verdict_of_making(before.front(), now.front(), false);
        case CatalogChange::Action::replace_table:
            return verdict_of_making(before.front(), now.front(), true);
        case CatalogChange::Action::alter:
            return verdict_of_altering(before, now);
        case CatalogChange::Action::drop:
            return verdict_of_dropping(change, before, now);
        case CatalogChange::Action::rename:
            return verdict_of_renaming(before, now);
        case CatalogChange::Action::whole:
        case CatalogChange::Action::unknown:
            break;
    }
    return Verdict::unknown;
}

Verdict verdict_of_refused(const CatalogChange& change, const CatalogEntries& before,
                           const CatalogEntries& now) {
    if (change.action == CatalogChange::Action::whole) {
        return Verdict::not_done;
    }
    return !before.empty() && before == now ? Verdict::not_done : Verdict::unknown;
}

}  // namespace retort::dialect::mysql
