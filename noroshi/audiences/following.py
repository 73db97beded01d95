"""Rows that stand for another row go where it goes: in the statement that moves it, whoever moves it."""

from django.db import migrations


def follows(table: str, parent: str, column: str) -> migrations.RunSQL:
    """Rows of `table` have the range of the row of `parent` that `column` names, from now on."""
    name = f"{table}_follows"
    return migrations.RunSQL(
        f"""
create function noroshi_{name}() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  update {table} set audience_id = new.audience_id where {column} = new.id and audience_id <> new.audience_id;
  return null;
end $$;
create trigger {name} after update of audience_id on {parent}
  for each row when (old.audience_id <> new.audience_id) execute function noroshi_{name}();
alter table {parent} enable always trigger {name};
revoke execute on function noroshi_{name} from public;
""",  # noqa: S608 - names of tables come from migrations, never from outside
        migrations.RunSQL.noop,
    )
