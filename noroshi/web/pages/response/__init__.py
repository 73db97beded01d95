"""Orders of the own house: the board, one order on a telephone, giving one, systems, playbooks, what is said to the desk that sums up."""

from noroshi.web.pages.response import assets, board, giving, of_item, one, playbooks, rollups

urlpatterns = [
    *board.urlpatterns,
    *giving.urlpatterns,
    *playbooks.urlpatterns,
    *rollups.urlpatterns,
    *one.urlpatterns,
    *of_item.urlpatterns,
    *assets.urlpatterns,
]
