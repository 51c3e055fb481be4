#include "histories/alembic.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <stdexcept>

namespace histories {
namespace {

using Json = nlohmann::json;

std::string output_of(const std::string& command) {
    std::FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) {
        throw std::runtime_error("cannot run " + command);
    }
    std::string output;
    for (int byte = std::fgetc(pipe); byte != EOF; byte = std::fgetc(pipe)) {
        output.push_back(static_cast<char>(byte));
    }
    if (pclose(pipe) != 0) {
        throw std::runtime_error("failed: " + command);
    }
    return output;
}

AlembicPlan plan(const Json& answer) {
    AlembicPlan plan;
    plan.direction = answer.at("direction") == "upgrade" ? retort::Direction::upgrade
                                                         : retort::Direction::downgrade;
    plan.from = answer.at("from").get<Ids>();
    plan.target = answer.at("target");
    plan.error = answer.value("error", "");
    if (plan.error.empty()) {
        plan.steps = answer.at("steps").get<Ids>();
        plan.heads_after = answer.at("heads_after").get<Ids>();
    }
    return plan;
}

}  // namespace

AlembicAnswers ask_alembic(const History& history, const std::string& scratch) {
    const Json answers =
        Json::parse(output_of("/usr/bin/python3 -I '" HISTORIES_FOLDER "/alembic_answers.py' '" +
                              history.file + "' '" + scratch + "'"));
    const auto ids = [&](const char* name) { return answers.at(name).get<Ids>(); };
    AlembicAnswers all{ids("heads"),         ids("real_heads"),   ids("bases"),
                       ids("branch_points"), ids("merge_points"), {}};
    for (const Json& answer : answers.at("plans")) {
        all.plans.push_back(plan(answer));
    }
    return all;
}

}  // namespace histories
