#include "errors/squash.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {
namespace {

UsageError range_error(const std::string& message) {
    return {ErrorKind::target, message};
}

}  // namespace

UsageError no_such_range(const std::string& range) {
    return range_error(
        fmt::format("{} is no range to squash: type B for everything up to B, or A:B for what is "
                    "above A.",
                    in_quotes(range)));
}

UsageError not_one_revision(const std::string& end, const std::vector<std::string>& ids) {
    return range_error(
        ids.empty() ? fmt::format("{} names no revision, and a range ends at one.", in_quotes(end))
                    : fmt::format("{} names {} revisions ({}), and a range ends at one. "
                                  "Type one of them.",
                                  in_quotes(end), ids.size(), list(ids)));
}

UsageError not_below(const std::string& lower, const std::string& upper) {
    return range_error(
        fmt::format("{} is not an ancestor of {}: there is no range between them.", lower, upper));
}

UsageError range_is_open_below(const std::string& member, const std::string& parent,
                               const std::string& lower) {
    return range_error(fmt::format(
        "The range cannot be squashed: {} in it stands on {}, which is neither in the range nor "
        "{}. Begin the range below both.",
        member, parent, lower));
}

UsageError range_is_open_above(const std::string& outside, const std::string& member,
                               const std::string& upper, bool by_dependency) {
    return range_error(fmt::format(
        "The range cannot be squashed: {} {} {}, which is inside the range and not its end {}. End "
        "the range below it, or at a merge point that holds both.",
        outside, by_dependency ? "depends on" : "stands on", member, upper));
}

}  // namespace retort::errors
