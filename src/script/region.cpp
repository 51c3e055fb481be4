#include "script/region.hpp"

#include "errors/script.hpp"
#include "script/directive.hpp"
#include "script/statements.hpp"

#include <algorithm>

namespace retort::script {
namespace {

class RegionReader {
public:
    RegionReader(std::string_view text, std::size_t begin, const SqlRules& rules)
        : text_(text), scanner_(text, begin, rules) {
        region_.end = text.size();
    }

    Region read() {
        while (scanner_.next() && !at_directive()) {
            look_at_token();
        }
        if (scanner_.in_body() && region_.hidden != Region::none) {
            report_never_closed(statement_);
        }
        return std::move(region_);
    }

private:
    std::string_view token_text() const { return scanner_.token_text(); }

    bool at_directive() {
        const Token& token = scanner_.token();
        if (token.kind != TokenKind::comment || !begins_directive(text_, token.begin)) {
            return false;
        }
        if (scanner_.in_body()) {
            hide(token.begin);
            return false;
        }
        region_.end = token.begin;
        return true;
    }

    void look_at_token() {
        const Token& token = scanner_.token();
        if (token.kind == TokenKind::quoted || token.kind == TokenKind::comment || token.open) {
            look_inside();
        }
        if (!scanner_.in_body()) {
            look_for_near_directive();
        }
        if (token.trivia()) {
            if (token.kind == TokenKind::comment && !scanner_.in_body()) {
                region_.comments.push_back(token_text());
            }
            return;
        }
        if (scanner_.starts_statement()) {
            begin_statement();
        }
        look_for_copy();
    }

    /// Enough of the line for a message, so that long lines are not read again and again.
    std::string_view beginning_of_line(std::size_t begin) const {
        return line_from(text_.substr(begin, 240), 0);
    }

    void hide(std::size_t offset) { region_.hidden = std::min(region_.hidden, offset); }

    /// A directive line inside of this token?
    void look_inside() {
        const Token& token = scanner_.token();
        const std::size_t found = token_text().find("\n-- retort:");
        if (found == std::string_view::npos) {
            return;
        }
        hide(token.begin + found + 1);
        if (token.open) {
            report_never_closed(token.begin);
        }
    }

    void report_never_closed(std::size_t opening) {
        region_.broken = true;
        region_.faults.push_back(
            {opening, errors::never_closed(line_at(text_, region_.hidden, 1))});
    }

    void look_for_near_directive() {
        const Token& token = scanner_.token();
        const bool comment = token.kind == TokenKind::comment || text_[token.begin] == '#' ||
                             text_.compare(token.begin, 2, "--") == 0;
        if (!comment) {
            return;
        }
        const std::string_view line = beginning_of_line(token.begin);
        const auto spelling = near_directive(line);
        if (spelling) {
            const bool only_misplaced = line.compare(0, 10, "-- retort:") == 0;
            region_.faults.push_back({token.begin, only_misplaced
                                                       ? errors::directive_within_line(*spelling)
                                                       : errors::nearly_directive(*spelling)});
        }
    }

    void begin_statement() {
        const Token& token = scanner_.token();
        statement_ = token.begin;
        region_.statement = std::min(region_.statement, token.begin);
        word_ = 0;
        parentheses_ = 0;
        const char first = text_[token.begin];
        const bool followed = token.begin + 1 < text_.size() &&
                              static_cast<unsigned char>(text_[token.begin + 1]) > ' ';
        if ((first == '.' || first == '\\') && followed) {
            refuse_client_command();
        }
    }

    /// It ends with its line.
    void refuse_client_command() {
        const std::size_t begin = scanner_.token().begin;
        region_.faults.push_back({begin, errors::client_command(beginning_of_line(begin))});
        scanner_.jump(std::min(text_.find('\n', begin), text_.size()));
    }

    /// COPY ... FROM STDIN: the rows behind it are no statements.
    void look_for_copy() {
        static constexpr std::string_view words[] = {"copy", "from", "stdin"};
        const Token& token = scanner_.token();
        if (token.kind == TokenKind::other) {
            parentheses_ += token_text() == "(" ? 1 : token_text() == ")" ? -1 : 0;
        }
        if (word_ == 3 && rows_may_follow_ && scanner_.ends_statement()) {
            jump_behind_rows();
        }
        const bool expected = word_ < 3 && parentheses_ == 0 && token.kind == TokenKind::word &&
                              same_word(token_text(), words[word_]);
        if (expected && (word_ > 0 || scanner_.starts_statement())) {
            ++word_;
        } else if (word_ == 2) {
            word_ = 1;
        } else if (word_ == 0) {
            word_ = 4;
        }
        if (expected && word_ == 3) {
            region_.faults.push_back({statement_, errors::copy_from_stdin()});
        }
    }

    void jump_behind_rows() {
        const std::size_t end = text_.find("\n\\.", scanner_.token().end);
        rows_may_follow_ = end != std::string_view::npos;
        if (rows_may_follow_) {
            scanner_.jump(end + 3);
        }
    }

    std::string_view text_;
    Scanner scanner_;
    Region region_;
    std::size_t statement_ = 0;
    bool rows_may_follow_ = true;
    int word_ = 0;  ///< how many of COPY, FROM, STDIN were met; 4: another statement
    int parentheses_ = 0;
};

}  // namespace

Region read_region(std::string_view text, std::size_t begin, const SqlRules& rules) {
    return RegionReader(text, begin, rules).read();
}

}  // namespace retort::script
