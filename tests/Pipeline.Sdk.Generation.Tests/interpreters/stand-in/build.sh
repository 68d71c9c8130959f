#!/usr/bin/env bash
# Stands in for the pipeline program: says what it was asked for and with what, keeps a record, hands on, and fails where the test says so.
# It starts as few programs as it can: the tests run it some thousand times.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
targets=() imports=() export_to='' environment=''
while [ $# -gt 0 ]; do
  case $1 in
    --env) environment=$2; shift ;;
    --import-results) imports+=("$2"); shift ;;
    --export-results) export_to=$2; shift ;;
    --yes) ;;
    *) targets+=("$1") ;;
  esac
  shift
done

# What jobs of the definitions keep.
mkdir -p .pipeline/runs .pipeline/hand-off artifacts/packages artifacts/natives/b artifacts/notes artifacts/logs
for file in packages/a.txt natives/b/c.txt notes/d.txt logs/build.log; do
  echo "$file" > "artifacts/$file"
done
echo "${targets[*]}" > .pipeline/runs/run.txt

declare -A seen=()
for file in "${imports[@]}"; do
  [ -f "$file" ] || { echo "no archive $file" >&2; exit 2; }
  while read -r name; do seen[$name]=1; done < "$file"
done

in_order() { # the names of what was handed on, always in the same order
  if [ ${#seen[@]} -gt 0 ]; then printf '%s\n' "${!seen[@]}" | sort; fi
}

# What the targets could read: empty texts stand for nothing, and systems write flags in their own way.
values=''
while read -r name; do
  case $name in
    PIPELINE_WORKSPACE | PIPELINE_CI_JOB) ;;
    PIPELINE_* | SHOWN_*)
      value=${!name}
      case $value in True) value=true ;; False) value=false ;; esac
      if [ -n "$value" ]; then values+="$name=${value//$'\n'/\\};"; fi
      ;;
  esac
done < <(compgen -e | sort)
handed=$(in_order)
echo "TRACE ${targets[*]} env=$environment seen=${handed//$'\n'/ } $values"

for target in "${targets[@]}"; do
  case " ${FAILING:-} " in *" $target "*) echo "$target fails" >&2; exit 1 ;; esac
done

if [ -n "${PIPELINE_CI_JOB:-}" ] && [ -f "outputs/$PIPELINE_CI_JOB" ]; then
  while IFS='=' read -r name value; do
    if [ -n "${TF_BUILD:-}" ]; then echo "##vso[task.setvariable variable=$name;isOutput=true]$value"; else echo "$name=$value" >> "$GITHUB_OUTPUT"; fi
  done < "outputs/$PIPELINE_CI_JOB"
fi

if [ -n "$export_to" ]; then
  for target in "${targets[@]}"; do seen[$target]=1; done
  in_order > "$export_to"
fi
