"""Nothing of orders or systems leaves the house, whatever its range says; each desk writes in its own name. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, Lock
from noroshi.audiences.lock import SYSTEM as SYSTEM_ROLE

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
SYSTEM = "(select noroshi_is_system())"
HOUSE = f"(organization_id = (select noroshi_viewer_organization()) or {SYSTEM})"
OWN = f"by_desk_id = {DESK} and by_id = {PERSON} and organization_id = (select noroshi_viewer_organization())"
OF_ORDER = "exists (select from response_order o where o.id = order_id offset 0)"
OURS = "exists (select from directory_desk d where d.id = {desk} and d.organization_id = (select noroshi_viewer_organization()) offset 0)"
WHOSE = f"""
-- A function, because the policy of a step asks the steps before it.
create function response_is_whose(_order bigint) returns boolean language plpgsql stable set search_path = pg_catalog, public as $$
begin
  return coalesce((select s.desk_id from response_step s where s.order_id = _order order by s.number desc limit 1), 0)
       = noroshi_viewer_part(3);
end $$;
revoke execute on function response_is_whose from public;
grant execute on function response_is_whose to {APP}, {SYSTEM_ROLE};
"""  # noqa: S608 - nothing here comes from outside
STEP = f"""by_desk_id = {DESK} and by_id = {PERSON} and {OURS.format(desk="desk_id")}
  and exists (select from response_order o where o.id = order_id and o.audience_id = response_step.audience_id
               and (o.by_desk_id = {DESK} or response_is_whose(o.id)) offset 0)"""


class Migration(migrations.Migration):
    dependencies = [
        ("response", "0001_orders"),
        ("audiences", "0003_the_ledger_locked"),
    ]

    operations = [
        migrations.RunSQL(WHOSE, migrations.RunSQL.noop),
        Lock("response_order", also=HOUSE, born=OWN, later=("due_at", "after")),
        Lock("response_step", also=OF_ORDER, born=STEP),
        Lock("response_chase", also=OF_ORDER, born=SYSTEM),
        Lock("response_chasingrule", also=HOUSE, born=OWN),
        Lock("response_asset", also=HOUSE, born=f"{OWN} and {OURS.format(desk='desk_id')}"),
        Lock("response_playbook", also=HOUSE, born=OWN),
        Lock(
            "response_rollup",
            also=f"({DESK} in (from_desk_id, to_desk_id) or {SYSTEM})",
            born=f"from_desk_id = {DESK} and by_id = {PERSON}",
            later=("ended_at", "figures", "said_at"),
        ),
    ]
