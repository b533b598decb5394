#include "base/buf.h"

#include <criterion/criterion.h>

#include <string.h>

Test(base_buf, text_grows_and_ends_with_a_nul)
{
	struct buf buf = BUF_INIT;
	cr_assert_str_eq(buf_text(&buf), "");
	buf_puts(&buf, "評価");
	buf_putc(&buf, '-');
	buf_append(&buf, "書です", 3);
	buf_append(&buf, NULL, 0);
	buf_printf(&buf, " %d件", 12);
	cr_assert_str_eq(buf_text(&buf), "評価-書 12件");
	cr_assert_eq(buf.length, strlen("評価-書 12件"));
	buf_clear(&buf);
	cr_assert_str_eq(buf_text(&buf), "");
	for (int i = 0; i < 10000; i++)
		buf_printf(&buf, "%05d", i);
	cr_assert_eq(buf.length, 50000);
	cr_assert_str_eq(buf_text(&buf) + 49990, "0999809999");
	buf_free(&buf);
	cr_assert_str_eq(buf_text(&buf), "");
}

Test(base_buf, nothing_is_added_past_the_limit)
{
	struct buf buf = {.limit = 6};
	buf_puts(&buf, "特定");
	cr_assert(!buf.overflow, "exactly the limit fits");
	buf_putc(&buf, 'x');
	cr_assert(buf.overflow);
	buf_clear(&buf);
	cr_assert(!buf.overflow);
	buf_puts(&buf, "特");
	buf_printf(&buf, "%s", "個人");
	buf_puts(&buf, "a");
	cr_assert(buf.overflow);
	cr_assert_str_eq(buf_text(&buf), "特", "a piece that does not fit is left out, and so is all that follows");
	buf_free(&buf);
}
