#pragma once

#include <retort/observer.hpp>

#include "cli/terminal.hpp"

#include <chrono>
#include <ostream>

namespace retort::cli {

enum class Detail { quiet, usual, verbose };

/// Shows a run: one line that is redrawn on a terminal, else one plain line per step. `verbose`
/// takes plain lines everywhere, statements and durations too.
class Progress : public Observer {
public:
    Progress(std::ostream& err, const Terminal& terminal, Detail detail);
    ~Progress() override;

    void on_waiting(const Waiting& waiting) override;
    void on_retry(const Retry& retry) override;
    void on_step_begin(const StepPosition& position) override;
    void on_statement(const Statement& statement) override;
    bool wants_statements() const override { return detail_ == Detail::verbose; }
    void on_step_end(const StepPosition& position, std::chrono::milliseconds duration) override;
    void on_notice(const std::string& notice) override;
    void on_warning(const std::string& warning) override;

    /// A server that takes no connection is waited for; called as on_waiting() is.
    void on_refusal(std::chrono::milliseconds waited, std::chrono::milliseconds limit,
                    const std::string& reason);

    /// Wipes the redrawn line.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    void show_waiting(std::chrono::milliseconds waited, const std::string& text);
    void say(const std::string& line);
    void draw(const std::string& text);
    void draw_bar(std::size_t finished);

    std::ostream& err_;
    Terminal terminal_;
    Detail detail_;
    bool bar_;
    bool drawn_ = false;
    Clock::time_point begin_ = Clock::now();
    Clock::time_point redrawn_{};
    std::chrono::milliseconds said_waiting_{-1};
    std::string revision_;
    std::string message_;
    std::size_t number_ = 0;
    std::size_t count_ = 0;
};

}  // namespace retort::cli
