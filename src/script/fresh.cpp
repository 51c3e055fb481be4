#include "script/fresh.hpp"

#include <fmt/format.h>

#include <ctime>
#include <random>

namespace retort::script {

std::string random_id() {
    std::random_device device;
    return fmt::format("{:08x}{:04x}", device() & 0xFFFFFFFFU, device() & 0xFFFFU);
}

std::string now_utc() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900,
                       parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace retort::script
