"""Files of the checkout that pages link to become files of the site, below `source/`."""

import re
from pathlib import Path

from mkdocs.structure.files import File

CHECKOUT = Path(__file__).resolve().parents[2]
OUTSIDE = re.compile(r"\]\(\.\./\.\./([^)#]+)")


def on_files(files, config):
    for page in list(files.documentation_pages()):
        for path in OUTSIDE.findall(page.content_string):
            if (CHECKOUT / path).is_file() and files.get_file_from_path(f"source/{path}") is None:
                files.append(File.generated(config, f"source/{path}", abs_src_path=str(CHECKOUT / path)))
    return files


def on_page_markdown(markdown, page, config, files):
    return OUTSIDE.sub(r"](../source/\1", markdown)
