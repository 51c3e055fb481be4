#include "cli/driver_options.hpp"
#include "cli/sessions/open.hpp"
#include "errors/passwords.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>

namespace retort::cli {

std::string mysql_text(const Url& url) {
    return url.soci_options ? *url.soci_options : mysql_options(url);
}

Attempt connect_mysql(const std::string& text) {
    try {
        Attempt attempt;
        attempt.session = std::make_unique<soci::session>(soci::mysql, text);
        return attempt;
    } catch (const soci::mysql_soci_error& error) {
        return {
            nullptr,
            {cause_of_mysql(error.err_num_), errors::without_passwords(error.get_error_message()),
             std::to_string(error.err_num_)}};
    } catch (const soci::soci_error& error) {
        return {nullptr, {Refusal::Cause::options, error.get_error_message(), ""}};
    }
}

}  // namespace retort::cli
