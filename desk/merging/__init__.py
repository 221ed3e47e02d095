"""Two people saved the same row: what each changed since both began, put together where it does not collide.

A view that saves a `VersionedForm` needs two lines:

    except StaleVersion:
        return merging.answer(request, [form], back=address_of_the_page_it_came_from)

`desk.merging.texts` merges paragraphs, `fields` the fields of a form, `page` makes the 409 page; `desk.forms.choices`
reads what was chosen there. See docs/adr/0021-merging.md.
"""

from desk.merging.page import act_again, answer, ask_again, keep, set_aside

__all__ = ["act_again", "answer", "ask_again", "keep", "set_aside"]
