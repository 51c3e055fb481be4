#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::cli {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds redraw_interval{100};
constexpr milliseconds waiting_interval{10'000};

std::string clock_text(milliseconds elapsed) {
    const auto total = duration_cast<seconds>(elapsed).count();
    return fmt::format("{}:{:02}", total / 60, total % 60);
}

std::string step_text(const Observer::StepPosition& position) {
    const std::string message = position.message.empty() ? "" : ", " + printable(position.message);
    return fmt::format("[{}/{}] {} {}{}", position.number, position.count,
                       position.step->kind == StepKind::revision
                           ? to_string(position.step->direction)
                           : to_string(position.step->kind),
                       position.step->revision, message);
}

std::string waiting_text(const std::string& what, milliseconds waited, milliseconds limit) {
    return fmt::format("waiting for {} ({} s of {} s)", what,
                       duration_cast<seconds>(waited).count(),
                       duration_cast<seconds>(limit).count());
}

}  // namespace

Progress::Progress(std::ostream& err, const Terminal& terminal, Detail detail)
    : err_(err),
      terminal_(terminal),
      detail_(detail),
      bar_(terminal.present && detail == Detail::usual) {}

Progress::~Progress() {
    clear();
}

void Progress::on_waiting(const Waiting& waiting) {
    const std::string holder =
        waiting.holder.empty() ? "" : fmt::format(", held by {}", printable(waiting.holder));
    show_waiting(waiting.waited, waiting_text("the lock" + holder, waiting.waited, waiting.limit));
}

void Progress::on_retry(const Retry& retry) {
    const std::string holders =
        retry.holders.empty() ? "" : fmt::format(", held by {}", printable(retry.holders));
    const std::string text =
        fmt::format("{}:{}: no lock at try {}{}; trying again for {} s of {} s", retry.file,
                    retry.line, retry.tries, holders, duration_cast<seconds>(retry.waited).count(),
                    duration_cast<seconds>(retry.limit).count());
    if (bar_) {
        draw(one_line(text, terminal_.width - 1));
    } else {
        say(text);
    }
}

void Progress::on_refusal(milliseconds waited, milliseconds limit, const std::string& reason) {
    show_waiting(waited, waiting_text("the server: " + printable(reason), waited, limit));
}

void Progress::show_waiting(milliseconds waited, const std::string& text) {
    if (bar_) {
        draw(one_line(text, terminal_.width - 1));
    } else if (said_waiting_.count() < 0 || waited >= said_waiting_ + waiting_interval) {
        said_waiting_ = waited;
        say(text);
    }
}

void Progress::on_step_begin(const StepPosition& position) {
    revision_ = position.step->revision;
    message_ = position.message;
    number_ = position.number;
    count_ = position.count;
    if (bar_) {
        draw_bar(position.number - 1);
    } else {
        say(step_text(position));
    }
}

void Progress::on_statement(const Statement& statement) {
    if (bar_ && Clock::now() - redrawn_ >= redraw_interval) {
        draw_bar(number_ - 1);
    } else if (detail_ == Detail::verbose) {
        say(fmt::format("  {}:{}", statement.file, statement.line));
    }
}

void Progress::on_step_end(const StepPosition& position, milliseconds duration) {
    if (bar_) {
        draw_bar(position.number);
    } else if (detail_ == Detail::verbose) {
        say(fmt::format("  done in {} ms", duration.count()));
    }
}

void Progress::on_warning(const std::string& warning) {
    clear();
    err_ << painted(terminal_, Colour::yellow, "warning:") << ' ' << printable(warning) << '\n'
         << std::flush;
}

void Progress::on_notice(const std::string& notice) {
    clear();
    say(printable(notice));
}

void Progress::clear() {
    if (drawn_) {
        err_ << "\r\033[K" << std::flush;
        drawn_ = false;
    }
}

void Progress::say(const std::string& line) {
    if (detail_ != Detail::quiet) {
        err_ << line << '\n' << std::flush;
    }
}

void Progress::draw(const std::string& text) {
    err_ << '\r' << text << "\033[K" << std::flush;
    drawn_ = true;
    redrawn_ = Clock::now();
}

/// `[####....] 3/8  0:12  c10edba96f55, add gene annotation tables`
void Progress::draw_bar(std::size_t finished) {
    constexpr std::size_t most = 30;
    const std::size_t length = std::min(most, terminal_.width / 4);
    const std::size_t filled = count_ == 0 ? 0 : length * finished / count_;
    const std::string counted =
        fmt::format(" {}/{}  {}  ", number_, count_,
                    clock_text(duration_cast<milliseconds>(Clock::now() - begin_)));
    const std::size_t used = length + 2 + counted.size() + 1;
    const std::string what = message_.empty() ? revision_ : revision_ + ", " + message_;
    if (used > terminal_.width) {
        draw(one_line(counted.substr(1) + what, terminal_.width - 1));
        return;
    }
    const std::size_t room = terminal_.width - used;
    draw(fmt::format("[{}{}]{}{}", painted(terminal_, Colour::green, std::string(filled, '#')),
                     std::string(length - filled, '.'), counted, one_line(what, room)));
}

}  // namespace retort::cli
