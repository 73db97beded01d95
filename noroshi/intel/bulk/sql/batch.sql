-- In the transaction of its objects: what stands here is in, and nothing that is in is missing here.
insert into intel_importbatch (of_id, start, "end", audience_id, taken, known, refused, at)
values (%(of)s, %(start)s, %(end)s, %(audience)s, %(taken)s, %(known)s, %(refused)s, now())
