#include <retort/dialect.hpp>

namespace retort {

std::string_view to_string(Dialect dialect) noexcept {
    switch (dialect) {
        case Dialect::sqlite:
            return "sqlite";
        case Dialect::postgresql:
            return "postgresql";
        case Dialect::mysql:
            return "mysql";
    }
    return "";
}

std::optional<Dialect> dialect_named(std::string_view name) noexcept {
    for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql, Dialect::mysql}) {
        if (name == to_string(dialect)) {
            return dialect;
        }
    }
    return std::nullopt;
}

}  // namespace retort
