/* init.c - GSL's settings for the whole program */
#include <gsl/gsl_errno.h>
#include <vigie/design.h>

void
vigie_design_init(void)
{
    gsl_set_error_handler_off();
}
