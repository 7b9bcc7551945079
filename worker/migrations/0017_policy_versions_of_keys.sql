-- Which keys still have an earlier version of their policy: those are told of the current one. Does for all that the index
-- before it was for.
CREATE INDEX keys_by_policy_version ON keys (policy_id, policy_version) WHERE status <> 'deleted';
DROP INDEX keys_by_policy;
