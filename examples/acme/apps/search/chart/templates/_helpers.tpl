{{- define "search.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "search.labels" -}}
{{ include "search.selector" . }}
acme.example/team: storefront
environment: {{ required "global.environment is set by every environment's values" .Values.global.environment }}
{{- end }}

{{/* Pods of every environment run under the restricted standard, so nothing has to be loosened on the way up. */}}
{{- define "search.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "search.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
    - ALL
{{- end }}
