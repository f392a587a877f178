/* main.c - the vigie command */
#include <locale.h>
#include <vigie/base.h>

int
main(void)
{
    setlocale(LC_ALL, "");
    return 2;
}
