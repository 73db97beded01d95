"""The tasks, one line each. Procrastinate finds this file by its name."""

from uuid import UUID

from procrastinate import JobContext
from procrastinate.contrib.django import app

from noroshi.advisories.actions.call import call_out_due
from noroshi.advisories.actions.remind import remind_due
from noroshi.asking.attempts import tell_attempt
from noroshi.asking.expiring import expire_inquiries
from noroshi.asking.later import Noticed
from noroshi.audiences.actions import reread_by_date
from noroshi.bulletins.actions.remind import remind_of_dates
from noroshi.delivery import bouncing
from noroshi.delivery.delivering import deliver
from noroshi.devices.actions.bound import propose_bound
from noroshi.devices.actions.keep import keep_lists
from noroshi.directory.actions.contacts import check_contacts
from noroshi.directory.signin.sessions import clear_expired
from noroshi.drafting.forgotten import remind_of_drafts
from noroshi.editions.propagation import narrow_derived
from noroshi.editions.retracing import retrace
from noroshi.intake.actions import read_mail
from noroshi.intake.answering import answer
from noroshi.intel.actions.bring import import_brought
from noroshi.intel.subscribing import fetch_due
from noroshi.jobs.rescue import rescue_silent
from noroshi.legal.disposing import dispose
from noroshi.reports.follow_ups import remind_of_follow_ups
from noroshi.reports.telling import tell_sources
from noroshi.response.actions.chasing import chase
from noroshi.response.actions.rolling_up import say_rollups
from noroshi.search.actions.reckon import reckon_common
from noroshi.search.actions.tell import tell_of_searches
from noroshi.search.sources.event_kinds import fill_event_kinds
from noroshi.search.sources.files import read_files
from noroshi.search.sources.objects import index_objects
from noroshi.triage.reaching import send_sure, tell_new
from noroshi.vault.actions import sweep
from noroshi.vocabulary import DispatchState, UnmaskingSign


@app.periodic(cron="* * * * *")
@app.task(name="rescue_silent", queueing_lock="rescue_silent", pass_context=True)
async def rescue_silent_jobs(context: JobContext, timestamp: int) -> int:
    """Every minute: what a dead worker left behind is done by a living one."""
    return await rescue_silent(context.app.job_manager)


@app.task(name="narrow_derived", retry=8)
def narrow(source: str) -> int:
    """At once: what was derived from a source that was narrowed or recalled."""
    return narrow_derived(UUID(source))


@app.task(name="tell_sources", retry=8)
def tell(edition: str) -> int:
    """At once: whose report has come a station further hears so."""
    return tell_sources(UUID(edition))


@app.task(name="deliver", retry=8)
def deliver_now() -> int:
    """At once: what was just told leaves by each desk's channels."""
    return deliver()


@app.task(name="note_bounce", retry=8)
def note_bounce(message: str, state: str, status: str) -> int:
    """At once: what another mail server said about a mail that was sent."""
    return bouncing.note(bouncing.CameBack(UUID(message), DispatchState.of(state), status))


@app.periodic(cron="* * * * *")
@app.task(name="deliver_due", queueing_lock="deliver_due")
def deliver_due(timestamp: int) -> int:
    """Every minute: digests, what quiet hours held back, and what must be tried again."""
    return deliver()


@app.periodic(cron="* * * * *")
@app.task(name="fetch_due", queueing_lock="fetch_due", lock="fetch_due")
def fetch_from_others(timestamp: int) -> int:
    """Every minute: servers of others from which a desk fetches shared intelligence, each at its own pace."""
    return fetch_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="remind_due", queueing_lock="remind_due")
def remind_those_silent(timestamp: int) -> int:
    """Every five minutes: warnings that were not answered, by the rule of whoever sent them."""
    return remind_due()


@app.periodic(cron="*/5 * * * *")
@app.task(name="remind_of_follow_ups", queueing_lock="remind_of_follow_ups")
def remind_of_reports(timestamp: int) -> int:
    """Every five minutes: reports that were announced and are due, or late."""
    return remind_of_follow_ups()


@app.periodic(cron="10 * * * *")
@app.task(name="remind_of_drafts", queueing_lock="remind_of_drafts")
def remind_of_forgotten(timestamp: int) -> int:
    """Every hour: drafts that were begun and that nobody has sent."""
    return remind_of_drafts()


@app.periodic(cron="*/5 * * * *")
@app.task(name="call_out_due", queueing_lock="call_out_due")
def call_out(timestamp: int) -> int:
    """Every five minutes: whom a duty officer must ring, and what needs no ringing any more."""
    return call_out_due()


@app.periodic(cron="1 * * * *")
@app.task(name="reread_by_date", queueing_lock="reread_by_date")
def reread(timestamp: int) -> int:
    """Every hour: agreements that began or ended with the day."""
    return reread_by_date()


@app.periodic(cron="5 0 * * *")
@app.task(name="check_contacts", queueing_lock="check_contacts")
def contacts(timestamp: int) -> int:
    """Every day: who must confirm that they can still be reached."""
    return check_contacts()


@app.periodic(cron="45 3 * * *")
@app.task(name="sweep_files", queueing_lock="sweep_files")
def sweep_files(timestamp: int) -> int:
    """Every night: files that were taken out of drafts a week ago."""
    return sweep()


@app.periodic(cron="15 3 * * *")
@app.task(name="clear_sessions", queueing_lock="clear_sessions")
def clear_sessions(timestamp: int) -> int:
    """Every night: sessions that have run out."""
    return clear_expired()


@app.task(name="tell_attempt", retry=8)
def tell_of_attempt(edition: str, desk: int, sign: str, key: str) -> int:
    """At once: somebody may have tried to find out who a source is."""
    return tell_attempt(Noticed(UUID(edition), desk, UnmaskingSign.of(sign), UUID(key)))


@app.periodic(cron="*/5 * * * *")
@app.task(name="expire_inquiries", queueing_lock="expire_inquiries")
def expire(timestamp: int) -> int:
    """Every five minutes: whoever asked hears that nobody answered in time."""
    return expire_inquiries()


@app.task(name="read_mail", retry=8)
def read_kept_mail(arrival: str) -> bool:
    """At once: a mail that was kept becomes a draft of its desk."""
    return read_mail(UUID(arrival))


@app.task(name="answer_mail", retry=8)
def answer_kept_mail(arrival: str) -> bool:
    """At once: whoever proved to have sent it hears under which number it was received."""
    return answer(UUID(arrival))


@app.task(name="dispose", retry=8)
def dispose_confirmed(disposal: str) -> int:
    """At once: what two persons decided to erase, as far as nobody needs it."""
    return dispose(UUID(disposal))


@app.task(name="import_file", retry=3)
def import_file(import_id: str) -> int:
    """At once: a file of shared intelligence that was brought by the portal."""
    return import_brought(UUID(import_id))


@app.periodic(cron="* * * * *")
@app.task(name="tell_triaged", queueing_lock="tell_triaged")
def tell_triaged(timestamp: int) -> int:
    """Every minute: desks whose profile something new concerns, and sure measures."""
    return send_sure() + tell_new()


@app.task(name="send_sure", retry=8)
def send_sure_now() -> int:
    """At once: a measure that an analyst has confirmed."""
    return send_sure()


@app.periodic(cron="* * * * *")
@app.task(name="keep_device_lists", queueing_lock="keep_device_lists")
def keep_device_lists(timestamp: int) -> int:
    """Every minute: what is past its time, recalled or revoked leaves the lists of devices; what a profile shows anew is proposed."""
    return keep_lists() + propose_bound()


@app.periodic(cron="5 * * * *")
@app.task(name="remind_of_dates", queueing_lock="remind_of_dates")
def remind_of_updates(timestamp: int) -> int:
    """Every hour: dates of updates that a desk wants to be reminded of."""
    return remind_of_dates()


@app.periodic(cron="* * * * *")
@app.task(name="chase_orders", queueing_lock="chase_orders")
def chase_orders(timestamp: int) -> int:
    """Every minute: orders that are due or late, and what desks chose to say of theirs to the one that sums up."""
    return chase() + say_rollups()


@app.periodic(cron="* * * * *")
@app.task(name="index_written", queueing_lock="index_written", lock="index_written")
def index_written(timestamp: int) -> int:
    """Every minute: objects that came in, and the words of files, are found; after an upgrade, older items by their kind of event."""
    return index_objects() + read_files() + fill_event_kinds()


@app.periodic(cron="*/5 * * * *")
@app.task(name="retrace", queueing_lock="retrace")
def retrace_parts(timestamp: int) -> int:
    """Every five minutes: after an upgrade, what was kept by older words is kept by the new ones."""
    return retrace()


@app.periodic(cron="* * * * *")
@app.task(name="tell_of_searches", queueing_lock="tell_of_searches")
def tell_of_kept_searches(timestamp: int) -> int:
    """Every minute: desks one of whose searches has something new."""
    return tell_of_searches()


@app.periodic(cron="35 * * * *")
@app.task(name="reckon_common", queueing_lock="reckon_common")
def reckon(timestamp: int) -> int:
    """Every hour: which short pieces of text are common."""
    return reckon_common()
